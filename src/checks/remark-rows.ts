import { recordsOf } from '../database/records.ts'
import type { Sql } from '../database/sql.ts'
import type { CheckedWave } from './check.ts'

/** Where an answer is that a rule remarks on, as every statement of one gives it. */
export type AnswerRow = {
  readonly question: number
  readonly unit: string
  readonly line: number
  readonly position: number
  readonly value: string
}

export const rowsOf = async <Row extends object>({ writer }: CheckedWave, statement: Sql): Promise<(AnswerRow & Row)[]> =>
  recordsOf<(AnswerRow & Row) & Readonly<Record<string, unknown>>>(await writer.all(statement))

/** Id of a question, as messages name it. */
export const nameOf = ({ asked }: CheckedWave, number: number): string => asked.find((one) => one.number === number)?.question.id ?? String(number)
