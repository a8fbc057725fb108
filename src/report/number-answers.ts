import { integer, join, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import type { Stage } from '../ingest/stage.ts'
import type { Answered, AnsweredOf } from './answered.ts'
import { binsOf, type Bin } from './bins.ts'
import type { Asked, ToldQuestion } from './questions.ts'
import { sideOf, wavesOf, type Pair, type Waves } from './pair.ts'

/** Of the answers that are numbers, in the question's unit; `deviation` null for a single one. */
export type NumberStats = {
  readonly mean: number
  readonly deviation: number | null
  readonly lowest: number
  readonly quartile1: number
  readonly median: number
  readonly quartile3: number
  readonly highest: number
}
export type NumberAnswers = {
  readonly question: ToldQuestion
  readonly unit: string | null
  readonly answered: Pair<Answered>
  /** Null where nobody answered with a number. */
  readonly stats: Pair<NumberStats | null>
  /** The answers of both years in the same bins; empty where there are none. */
  readonly bins: readonly { readonly bin: Bin; readonly count: Pair<number> }[]
  /** How far the mean moved, in standard errors as if the waves were independent; to sort by. Null where it cannot be told. */
  readonly moved: number | null
}
type Row = NumberStats & { readonly question: number; readonly wave: number }
type Range = { readonly question: number; readonly low: number; readonly middle: number; readonly high: number; readonly whole: boolean }

/** How the questions that ask for numbers were answered, this wave and the one before. */
export const countNumbers = async (
  stage: Stage,
  waves: Waves,
  questions: readonly Asked[],
  answered: AnsweredOf,
): Promise<NumberAnswers[]> => {
  const { writer } = stage
  await writer.run(sql`create or replace temp table report_number as
    select a.question, a.wave, a.number::double as number from stage_answer a join stage_question q using (question)
    where q.kind = 'number' and a.how = 'reported' and a.number is not null and wave in (${join(wavesOf(waves).map(integer))})`)
  const stats = recordsOf<Row>(
    await writer.all(sql`select question, wave, avg(number) as mean, stddev_samp(number) as deviation, min(number) as lowest,
        quantile_cont(number, 0.25) as quartile1, median(number) as median, quantile_cont(number, 0.75) as quartile3, max(number) as highest
      from report_number group by question, wave`),
  )
  const bins = await countBins(stage)
  return questions.flatMap((asked) => {
    if (asked.question.answer.kind !== 'number') return []
    const of = (side: 'now' | 'before') => {
      const row = stats.find(({ question, wave }) => question === asked.number && sideOf(waves, wave) === side)
      return row ? statsOf(row) : null
    }
    const both = answered(asked)
    const pair = { now: of('now'), before: asked.before ? of('before') : null }
    return {
      question: asked.told,
      unit: asked.question.answer.unit,
      answered: both,
      stats: pair,
      bins: (bins.get(asked.number) ?? []).map(({ bin, counts }) => ({
        bin,
        count: { now: counts.get(waves.now) ?? 0, before: asked.before && waves.before !== null ? (counts.get(waves.before) ?? 0) : null },
      })),
      moved: movedBy(pair, both),
    }
  })
}

const statsOf = ({ mean, deviation, lowest, quartile1, median, quartile3, highest }: Row): NumberStats => ({
  mean,
  deviation,
  lowest,
  quartile1,
  median,
  quartile3,
  highest,
})

const movedBy = ({ now, before }: Pair<NumberStats | null>, answered: Pair<Answered>): number | null => {
  if (now?.deviation == null || before?.deviation == null || answered.before === null) return null
  const error = Math.sqrt(now.deviation ** 2 / answered.now.reported + before.deviation ** 2 / answered.before.reported)
  return error === 0 ? null : Math.abs(now.mean - before.mean) / error
}

type Counted = { readonly bin: Bin; readonly counts: Map<number, number> }

/** Question -> its bins, with the number of answers by wave. */
const countBins = async ({ writer }: Stage): Promise<Map<number, Counted[]>> => {
  const ranges = recordsOf<Range>(
    await writer.all(sql`select question, quantile_disc(number, 0.01) as low, quantile_disc(number, 0.99) as high,
        coalesce(median(number) filter (number > 0), 0) as middle,
        bool_and(number = trunc(number)) as whole
      from report_number group by question`),
  )
  const bins = new Map(ranges.map((range) => [range.question, binsOf(range).map((bin): Counted => ({ bin, counts: new Map() }))]))
  await writer.run(sql`create or replace temp table report_bin (question integer, position integer, low double, high double)`)
  for (const [question, all] of bins)
    for (const [position, { bin }] of all.entries())
      await writer.run(sql`insert into report_bin values (${integer(question)}, ${integer(position)},
        ${{ type: 'double', value: position === 0 ? -Infinity : bin.from }}, ${{ type: 'double', value: bin.to ?? Infinity }})`)
  const counted = recordsOf<{ question: number; position: number; wave: number; rows: number }>(
    await writer.all(sql`select question, position, wave, count(*)::integer as rows
      from report_number n join report_bin b using (question) where n.number >= b.low and n.number < b.high group by all`),
  )
  for (const { question, position, wave, rows } of counted) bins.get(question)?.[position]?.counts.set(wave, rows)
  return bins
}
