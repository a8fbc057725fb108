import { userError } from '../errors.ts'
import { allowed } from '../model/nearest.ts'

/** Parameters as they came: what each name was given, once or several times. */
export type Parameters = ReadonlyMap<string, readonly string[]>

/** Every parameter but those a subject's dimensions add, with what it takes. */
export const fixedParameters = {
  indicators: 'indicators, separated by commas; all where left out',
  by: 'dimensions to split by',
  at: 'level of areas: one row per area of it',
  year: '2015..2024, 2015.., ..2019 or 2019,2021',
  area: 'codes of areas, in the borders of vintage',
  vintage: 'year whose borders are meant',
  area_policy: 'what to do with areas that were divided: allocate, withhold or cluster',
  across_breaks: 'true: transforms may compare years across a break',
  survey: 'survey that answers; the primary one of each year where left out',
  estimator: 'reported, imputed or weighted',
  transform: 'growth:1, change:1, rolling:3 or index_to:2018',
  having: 'column:min:max; either bound may be empty',
  order_by: 'columns; -column from the greatest',
  limit: 'rows at most',
  offset: 'rows passed over first',
  language: 'language of labels',
  dialect: 'nb: semicolons, decimal commas and a byte order mark in CSV, as Norwegian Excel wants it',
  release: 'key of a release; the current one where left out',
} as const
export type FixedParameter = keyof typeof fixedParameters

/** A message for the first name that is no parameter; null where all are. */
export const unknownParameter = (parameters: Parameters, dimensions: readonly string[]): string | null => {
  const names = [...dimensions, ...Object.keys(fixedParameters)]
  const unknown = [...parameters.keys()].find((name) => !names.includes(name))
  return unknown === undefined ? null : `${unknown} is no parameter; ${nearestThenAll(unknown, names)}`
}

const nearestThenAll = (word: string, names: readonly string[]) => allowed(word, names).replace(/allowed: .*/, `parameters are ${names.join(', ')}`)

/** Reads parameters by name; each throws a user error that names the parameter, what came and what is allowed. */
export const readerOf = (parameters: Parameters) => {
  const given = (name: FixedParameter): string | null => {
    const values = parameters.get(name) ?? []
    if (values.length > 1) throw userError(`${name} came ${values.length} times (${values.join(', ')}); give it once`)
    const value = values[0]?.trim()
    if (value === '') throw userError(`${name} is empty: leave it out, or give ${fixedParameters[name]}`)
    return value ?? null
  }
  const list = (name: FixedParameter): readonly string[] | null => {
    const values = parameters.get(name)
    if (!values) return null
    const words = values.flatMap((value) => value.split(',')).map((word) => word.trim())
    if (words.includes('')) throw userError(`${name} is '${values.join(',')}', with nothing where a name is expected; give ${fixedParameters[name]}`)
    return words
  }
  const whole = (name: FixedParameter): number | null => {
    const text = given(name)
    if (text !== null && !/^\d{1,9}$/.test(text)) throw userError(`${name} is '${text}'; it takes a whole number, 0 or more: ${fixedParameters[name]}`)
    return text === null ? null : Number(text)
  }
  const word = (name: FixedParameter, words: readonly string[]): string | null => {
    const text = given(name)
    if (text !== null && !words.includes(text)) throw userError(`${name} is '${text}'; ${allowed(text, words)}`)
    return text
  }
  const words = (name: FixedParameter, all: readonly string[]): readonly string[] | null => {
    const chosen = list(name)
    for (const one of chosen ?? []) if (!all.includes(one)) throw userError(`${name}: '${one}' is none of them; ${allowed(one, all)}`)
    return chosen
  }
  return { given, list, whole, word, words }
}
export type Reader = ReturnType<typeof readerOf>
