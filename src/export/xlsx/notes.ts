import { inLanguage } from '../../series/labels.ts'
import type { Table } from '../../series/table.ts'
import { statusWords } from '../../series/status-words.ts'
import type { Document } from '../document.ts'
import { columnWords } from '../told.ts'
import type { TextRow } from './text-sheet.ts'
import { wordsOf } from './words.ts'

export const noteWidths = [28, 70, 24] as const
const line = (text: string | null): readonly TextRow[] => (text === null ? [] : [{ cells: [null, text] }])

/** Each break once, however many series of the column have it. */
const breakRows = (table: Table, language: string): readonly TextRow[] => {
  const rows = new Map<string, { readonly cells: readonly [string, string, number] }>()
  for (const { indicator, breaks } of table.breaks())
    for (const { year, reason, source } of breaks) {
      const why = [inLanguage(reason, language), source].filter((text) => text !== null).join(' – ')
      rows.set(JSON.stringify([indicator, year, why]), { cells: [indicator, why, year] })
    }
  return [...rows.values()].sort(({ cells: [one, , before] }, { cells: [other, , after] }) => (one === other ? before - after : one < other ? -1 : 1))
}

/** What must be known to read the data: notice, empty cells, columns with their units, statuses, breaks. */
export const noteRows = (document: Document): readonly TextRow[] => {
  const { table, title, language, notice, secret } = document
  const words = wordsOf(language)
  const columns = columnWords(document)
  const breaks = breakRows(table, language)
  return [
    { cells: [title], heading: true },
    ...line(notice),
    ...line(secret),
    ...line(words.missing),
    ...line(columns.some(({ unit }) => unit === 'share') ? words.share : null),
    { cells: [] },
    { cells: [words.column, words.label, words.unit], heading: true },
    ...columns.map(({ name, label, unit }) => ({ cells: [name, label, unit] })),
    { cells: [] },
    { cells: [words.status, words.label], heading: true },
    ...Object.entries(statusWords).map(([status, text]) => ({ cells: [status, inLanguage(text, language)] })),
    ...(breaks.length === 0 ? [] : [{ cells: [] }, { cells: [null, words.breaks] }, { cells: [words.column, words.reason, words.year], heading: true }, ...breaks]),
  ]
}

/** Where the data come from and how to have them again. */
export const sourceRows = ({ title, language, citation, release, createdAt, licence, subject, address }: Document): readonly TextRow[] => {
  const words = wordsOf(language)
  const told: readonly (readonly [string, string | null])[] = [
    [words.citation, citation],
    [words.release, release],
    [words.created, createdAt],
    [words.licence, licence],
    [words.subject, subject],
    [words.address, address('xlsx')],
  ]
  return [{ cells: [title], heading: true }, ...told.filter(([, text]) => text !== null).map(([word, text]) => ({ cells: [word, text] }))]
}
