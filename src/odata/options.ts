import { nearest } from '../model/nearest.ts'
import { unsupported, wrong } from './refusal.ts'

/** What came after `?`: what each name was given, once or several times. */
export type Given = ReadonlyMap<string, readonly string[]>

export const systemOptions = ['$select', '$filter', '$orderby', '$top', '$skip', '$count', '$apply', '$format', '$skiptoken'] as const
type SystemOption = (typeof systemOptions)[number]
// Of OData, but not of this service, with the way out.
const without: Readonly<Record<string, string>> = {
  $expand: 'no set refers to another: every row has its labels beside its codes',
  $search: "write contains(area_name,'…') in $filter",
  $compute: 'work it out from the columns that are there',
  $levels: 'no set is a hierarchy',
  $index: 'ask with $skip and $top',
  $deltatoken: 'a release is immutable: ask the release with release=KEY',
  $schemaversion: 'the metadata are those of the release',
  $id: 'ask for a row by its key, as in set(year=2024,area=…)',
}

/** Parameters of /data that are taken here too. */
export const ownOptions = ['release', 'language', 'vintage', 'area_policy', 'estimator', 'survey'] as const
type OwnOption = (typeof ownOptions)[number]

/** Options by name: of OData with their `$`, whatever their case and whether it stood there. Each came once. */
export type Options = { readonly system: Partial<Readonly<Record<SystemOption, string>>>; readonly own: Partial<Readonly<Record<OwnOption, string>>> }

/** Sorts what came. Throws a user error for a name that is none, one that came twice, and one that this service does not have. */
export const readOptions = (given: Given): Options => {
  const system: Partial<Record<SystemOption, string>> = {}
  const own: Partial<Record<OwnOption, string>> = {}
  for (const [name, values] of given) {
    const word = name.toLowerCase()
    const dollar = word.startsWith('$') ? word : `$${word}`
    const known = systemOptions.find((one) => one === dollar)
    const mine = ownOptions.find((one) => one === word)
    const reason = Object.hasOwn(without, dollar) ? without[dollar] : undefined
    if (reason !== undefined) throw unsupported(dollar, `this service does not have it; ${reason}`)
    if (!known && !mine) throw wrong(name, `there is no such option; ${nearestOf(name)}`)
    if (values.length > 1 || (known ? system[known] : own[mine!]) !== undefined) throw wrong(name, `it came ${Math.max(2, values.length)} times; give it once`)
    if (known) system[known] = values[0] ?? ''
    else own[mine!] = values[0] ?? ''
  }
  return { system, own }
}

const nearestOf = (name: string): string => {
  const all = [...systemOptions.filter((one) => one !== '$skiptoken'), ...ownOptions]
  const near = nearest(name.replace(/^\$/, ''), all.map((one) => one.replace(/^\$/, '')))
  const named = all.find((one) => one.replace(/^\$/, '') === near)
  return `${named === undefined ? '' : `nearest: ${named}; `}allowed: ${all.join(', ')}`
}

/** Options that are there although they have no meaning where they came. */
export const refuseOthers = ({ system }: Options, may: readonly SystemOption[], where: string): void => {
  const other = systemOptions.find((one) => system[one] !== undefined && !may.includes(one))
  if (other) throw wrong(other, `it means nothing for ${where}, which takes ${[...may, ...ownOptions].join(', ')}`)
}

/** A number of rows; null where it is left out. */
export const wholeOf = ({ system }: Options, name: '$top' | '$skip'): number | null => {
  const text = system[name]?.trim()
  if (text === undefined) return null
  if (!/^\d{1,9}$/.test(text)) throw wrong(name, `it takes a whole number of rows, 0 or more; '${text}' came`)
  return Number(text)
}

export const flagOf = ({ system }: Options, name: '$count'): boolean => {
  const text = system[name]?.trim().toLowerCase() ?? 'false'
  if (text !== 'true' && text !== 'false') throw wrong(name, `it takes true or false; '${text}' came. The number alone is at …/$count`)
  return text === 'true'
}
