import { inLanguage } from '../series/labels.ts'
import type { Document } from './document.ts'

/** What a file tells of itself where its format has room for names and texts; what there is nothing of is left out. */
export const toldOf = ({ title, subject, citation, release, createdAt, licence, notice, secret, language }: Document): Readonly<Record<string, string>> => {
  const entries = { title, subject, citation, release, created: createdAt, licence, notice, not_public: secret, language }
  return Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== null))
}

export type ColumnWords = { readonly name: string; readonly label: string; /** Null where it has none. */ readonly unit: string | null }

/** The columns in words, in their order and the language of the file. */
export const columnWords = ({ table, language }: Pick<Document, 'table' | 'language'>): readonly ColumnWords[] =>
  table.columns.map(({ name, label, unit }) => ({ name, label: inLanguage(label, language) ?? name, unit }))
