import type { Sql } from '../database/sql.ts'
import type { Writer } from '../database/writer.ts'
import type { Severity } from '../model/finding.ts'
import type { CheckRule } from '../model/check-rules.ts'
import type { GeographyRows } from '../model/geography-rows.ts'
import type { Model, Question, Survey } from '../model/model.ts'

/** A rule for answers. `name` is what its findings are called, and what `--accept` takes. */
export type Check = {
  /** kebab-case. */
  readonly name: string
  /** Where the model does not say. */
  readonly severity: Severity
  readonly title: Readonly<Record<Language, string>>
}

/** What a check looks at. */
export type Checked = { readonly writer: Writer; readonly model: Model; readonly geography: GeographyRows }

/** A rule for the cells and rows of one file, whose tables (`file_unit`, `file_answer` …) are filled. */
export type FileCheck = Check & {
  /** Offences: line, position (null: no single cell), text, wave, question, detail. */
  readonly find: Sql
  readonly words: (offence: Offence) => Bilingual
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

export type Language = 'en' | 'nb'
export type Words = { readonly message: string; readonly wayOut: string }
export type Bilingual = Readonly<Record<Language, Words>>

/** A rule for a whole wave beside the one before it, which remarks on what is possible but not likely. */
export type WaveCheck = Check & {
  readonly name: CheckRule
  /** The tables of wave-values.ts and filter-answers.ts are filled, and `check_setting` with the rule's own limits. */
  readonly find: (wave: CheckedWave) => Promise<readonly Remark[]>
}

export type CheckedWave = Checked & {
  readonly survey: Survey
  readonly year: number
  /** The waves' numbers in the stage tables; `before`: the newest earlier one, null where there is none. */
  readonly wave: number
  readonly before: { readonly wave: number; readonly year: number } | null
  /** Those asked in the year, as the stage tables number them; of these, those that the rule is to look at. */
  readonly asked: readonly CheckedQuestion[]
  readonly questions: readonly CheckedQuestion[]
  /** Of a rule that is about no single question. */
  readonly limits: Limits
}
export type CheckedQuestion = { readonly number: number; readonly question: Question }
export type Limits = { readonly bound: number; readonly floor: number }

/** What a rule found. `question` is its number; null where it is about no question, or no single answer. */
export type Remark = {
  readonly question: number | null
  /** Code as it stands in the file; null where it is about no unit. */
  readonly unit: string | null
  readonly line: number
  /** Cell in the row, from 1. */
  readonly position: number
  readonly value: string | null
  readonly words: Bilingual
  /** Of a declared rule, instead of what the model says of the built-in one. */
  readonly declared?: { readonly id: string; readonly severity: Severity }
}
