import { integer, sql } from '../database/sql.ts'
import type { Stage } from '../ingest/stage.ts'
import { designColumns } from '../model/design-columns.ts'
import { nearest } from '../model/nearest.ts'
import type { Model, Survey } from '../model/model.ts'
import type { Asked, ToldQuestion } from './questions.ts'
import type { Waves } from './pair.ts'
import type { ReadFile } from './quality.ts'

/** Columns no question and no design reads, and questions without an answer; `near`: the name in the other list that may be meant. */
export type Columns = {
  readonly unclaimed: readonly { readonly name: string; readonly near: string | null }[]
  readonly unanswered: readonly { readonly question: ToldQuestion; readonly why: 'no-column' | 'empty'; readonly near: string | null }[]
}

export const findColumns = async (
  stage: Stage,
  survey: Survey,
  { now }: Waves,
  questions: readonly Asked[],
  { header, own }: ReadFile,
): Promise<Columns> => {
  const { values } = await stage.writer.all(
    sql`select distinct question from stage_answer where wave = ${integer(now)} and how = 'reported'`,
  )
  const answered = new Set((values[0] ?? []).map(Number))
  const claimed = new Set([...questions.flatMap(({ told }) => told.columns), ...ownColumns(stage.model, survey)])
  const isSpare = (name: string) => name !== '' && !claimed.has(name)
  const unclaimed = own.filter(isSpare)
  const absent = questions.flatMap(({ told }) => told.columns.filter((name) => !header.includes(name)))
  return {
    unclaimed: unclaimed.map((name) => ({ name, near: nearest(name, absent) })),
    unanswered: questions
      .filter(({ number }) => !answered.has(number))
      .map(({ told }) => {
        const lacking = told.columns.filter((name) => !header.includes(name))
        return {
          question: told,
          why: lacking.length > 0 ? 'no-column' : 'empty',
          near: lacking[0] === undefined ? null : nearest(lacking[0], header.filter(isSpare)),
        }
      }),
  }
}

/** Columns that tell who answered and how they were chosen. */
const ownColumns = ({ dimensions }: Model, survey: Survey): string[] =>
  [
    ...[survey.unit.column, survey.waves.responded],
    ...designColumns(survey).map(({ name }) => name),
    ...survey.waves.files.map(({ year }) => (typeof year === 'string' ? year : null)),
    ...dimensions.map(({ of, column }) => (of === 'unit' ? column : null)),
  ].filter((name) => name !== null)
