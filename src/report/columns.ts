import { integer, sql } from '../database/sql.ts'
import type { Stage } from '../ingest/stage.ts'
import { designColumns } from '../model/design-columns.ts'
import { labelFinder, textsOf } from '../model/likeness.ts'
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
  { header, labels, own }: ReadFile,
): Promise<Columns> => {
  const { values } = await stage.writer.all(
    sql`select distinct question from stage_answer where wave = ${integer(now)} and how = 'reported'`,
  )
  const answered = new Set((values[0] ?? []).map(Number))
  const claimed = new Set([...questions.flatMap(({ told }) => told.columns), ...ownColumns(stage.model, survey)])
  const isSpare = (name: string) => name !== '' && !claimed.has(name)
  const unclaimed = own.filter(isSpare)
  const spare = header.flatMap((name, at) => (isSpare(name) ? [{ name, label: labels[at] || null }] : []))
  const byLabel = labelFinder(spare)
  const lackingOf = ({ told }: Asked) => told.columns.filter((name) => !header.includes(name))
  // A label that is a question in its words says more than names that are alike.
  const absent = questions.flatMap((asked) => {
    const lacking = lackingOf(asked)
    const labelled = lacking.length === 0 ? null : (byLabel(textsOf(asked.question))?.name ?? null)
    return lacking.map((name) => ({ name, labelled }))
  })
  const names = absent.flatMap(({ name, labelled }) => (labelled === null ? [name] : []))
  const others = spare.flatMap(({ name }) => (absent.some(({ labelled }) => labelled === name) ? [] : [name]))
  return {
    unclaimed: unclaimed.map((name) => ({ name, near: absent.find(({ labelled }) => labelled === name)?.name ?? nearest(name, names) })),
    unanswered: questions
      .filter(({ number }) => !answered.has(number))
      .map((asked) => {
        const [lacking] = lackingOf(asked)
        const labelled = absent.find(({ name }) => name === lacking)?.labelled
        return {
          question: asked.told,
          why: lacking === undefined ? 'empty' : 'no-column',
          near: lacking === undefined ? null : (labelled ?? nearest(lacking, others)),
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
