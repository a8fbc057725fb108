import { waveId } from '../query/plan.ts'
import type { Warehouse, Wave } from '../query/warehouse.ts'
import { inLanguage } from './labels.ts'

/** What is cited of a release: `what` and where it comes from; `waves` null: everything. */
export type Cited = {
  readonly what: string | null
  readonly waves: readonly Pick<Wave, 'survey' | 'year'>[] | null
  /** Where the same numbers are; null: told by release. */
  readonly address: string | null
}

const english = {
  release: 'release',
  licence: 'Licence',
  contact: 'Contact',
  all: 'The answers are made up and must not be cited as statistics',
  some: 'Some of the answers are made up and must not be cited as statistics',
  again: 'The same numbers again',
}
const norwegian: typeof english = {
  release: 'utgave',
  licence: 'Lisens',
  contact: 'Kontakt',
  all: 'Svarene er konstruerte og må ikke siteres som statistikk',
  some: 'Noen av svarene er konstruerte og må ikke siteres som statistikk',
  again: 'De samme tallene igjen',
}

/** 2018–2021 where no year between is left out, else the years one by one. */
export const yearsInWords = (years: readonly number[]): string => {
  const sorted = [...new Set(years)].sort((a, b) => a - b)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return ''
  return sorted.length > 2 && last - first === sorted.length - 1 ? `${first}–${last}` : sorted.join(', ')
}

const withoutStop = (text: string): string => text.trim().replace(/\.$/, '')

const surveysInWords = ({ model }: Warehouse, waves: NonNullable<Cited['waves']>, language: string): readonly string[] =>
  model.surveys.flatMap(({ id, title }) => {
    const years = waves.filter(({ survey }) => survey === id).map(({ year }) => year)
    return years.length === 0 ? [] : [`${inLanguage(title, language) ?? id}, ${yearsInWords(years)}`]
  })

/**
 * A reference that can be pasted: what, from which surveys, the release and its day, licence, contact, whether answers are made up, and how
 * to get the same numbers again. Norwegian for nb, else English.
 */
export const citationOf = (warehouse: Warehouse, { what, waves, address }: Cited, language: string): string => {
  const { model, key, createdAt } = warehouse
  const words = language === 'nb' ? norwegian : english
  const ids = waves && new Set(waves.map(waveId))
  const used = warehouse.waves.filter((wave) => ids?.has(waveId(wave)) ?? true)
  const synthetic = used.filter((wave) => wave.synthetic).length
  const sentences = [
    what,
    waves && surveysInWords(warehouse, waves, language).join('; '),
    `${withoutStop(inLanguage(model.title, language) ?? model.id)} [${model.id}], ${words.release} ${key}, ${createdAt.slice(0, 10)}`,
    model.licence && `${words.licence}: ${model.licence}`,
    model.contact && `${words.contact}: ${model.contact}`,
    synthetic === 0 ? null : synthetic === used.length ? words.all : words.some,
    `${words.again}: ${address ?? `release: "${key}"`}`,
  ]
  return sentences.flatMap((sentence) => (sentence ? [withoutStop(sentence)] : [])).join('. ')
}
