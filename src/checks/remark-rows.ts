import { recordsOf } from '../database/records.ts'
import { integer, sql, type Sql } from '../database/sql.ts'
import type { CheckedWave } from './check.ts'

/** Where an answer is that a rule remarks on, as every statement of one gives it. */
export type AnswerRow = {
  readonly question: number
  readonly unit: string
  readonly line: number
  readonly position: number
  /** A number as its shortest text. */
  readonly value: string
}

/** A rule that remarks on so much says nothing by it. */
export const mostRows = 5000

/** The rows of a statement, 5000 at most. */
export const rowsOf = async <Row extends object>({ writer }: CheckedWave, statement: Sql): Promise<(AnswerRow & Row)[]> =>
  recordsOf<(AnswerRow & Row) & Readonly<Record<string, unknown>>>(await writer.all(sql`${statement} limit ${integer(mostRows)}`)).map(
    (row) => ({ ...row, value: String(row.value) }),
  )

/** Id of a question, as messages name it. */
export const nameOf = ({ asked }: CheckedWave, number: number): string =>
  asked.find((one) => one.number === number)?.question.id ?? String(number)
