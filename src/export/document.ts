import { inLanguage } from '../series/labels.ts'
import type { Table } from '../series/table.ts'
import { notPublic } from '../disclosure/notice.ts'
import type { Answered } from './answer.ts'

/** A table on its way into a file, with what every file tells where its format has a place for it. */
export type Document = {
  readonly table: Table
  /** Id of the warehouse's model. */
  readonly model: string
  /** Id of the subject, and its name in the language of the file. */
  readonly subject: string
  readonly title: string
  readonly language: string
  /** Of CSV: null, or `nb`. */
  readonly dialect: string | null
  readonly release: string
  readonly createdAt: string
  readonly citation: string
  /** Where the same table is a file of a format, relative to the server. */
  readonly address: (format: string) => string
  /** What must be known of the answers, such as that they are made up. */
  readonly notice: string | null
  readonly licence: string | null
  /** Address of the same table as CSV, from where the file is. */
  readonly csv: string
  /** Where it holds what is not public. */
  readonly secret: string | null
}

/** `isSecret`: something of it is not public. `csv`: address of the same table as CSV, from where the file is. */
export const documentOf = (
  { table, warehouse, subject, language, dialect, citation, address }: Answered,
  isSecret: boolean,
  csv = `${subject.id}.csv`,
): Document => ({
  table,
  model: warehouse.model.id,
  subject: subject.id,
  title: inLanguage(subject.label, language) ?? subject.id,
  language,
  dialect,
  release: warehouse.key,
  createdAt: warehouse.createdAt,
  citation,
  address,
  notice: inLanguage(warehouse.model.notice, language),
  licence: warehouse.model.licence,
  csv,
  secret: isSecret ? notPublic(language) : null,
})
