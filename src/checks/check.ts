import type { Sql } from '../database/sql.ts'
import type { Writer } from '../database/writer.ts'
import type { Severity } from '../model/finding.ts'
import type { GeographyRows } from '../model/geography-rows.ts'
import type { Model, Question, Survey } from '../model/model.ts'

/** A rule for answers. `name` is what its findings are called, and what `--accept` takes. */
export type Check = {
  /** kebab-case. */
  readonly name: string
  /** Where the model does not say. */
  readonly severity: Severity
  readonly title: { readonly nb: string; readonly en: string }
}

/** What a check looks at. */
export type Checked = { readonly writer: Writer; readonly model: Model; readonly geography: GeographyRows }

/** A rule for the cells and rows of one file, whose tables (`file_unit`, `file_answer` …) are filled. */
export type FileCheck = Check & {
  /** Offences: line, position (null: no single cell), text, wave, question, detail. */
  readonly find: Sql
  readonly words: (offence: Offence) => Words
}

export type Offence = {
  readonly stage: Checked
  readonly survey: Survey
  readonly year: number
  /** Of the column; '' where there is none. */
  readonly header: string
  /** Null where the column is no question's. */
  readonly question: Question | null
  /** What came. */
  readonly text: string
  readonly detail: string
  /** Codes of the units, and parts of units, that can answer in the year. */
  readonly codes: readonly string[]
}

export type Words = { readonly message: string; readonly wayOut: string }
