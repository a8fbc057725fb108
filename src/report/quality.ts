import { bind, sql } from '../database/sql.ts'
import type { Finding } from '../model/finding.ts'
import type { Model, Survey, Text } from '../model/model.ts'
import type { Stage } from '../ingest/stage.ts'
import { countAnswered } from './answered.ts'
import { findColumns, type Columns } from './columns.ts'
import { groupFindings, type FindingGroup } from './finding-groups.ts'
import { countLines, type Lines } from './lines.ts'
import { countNumbers, type NumberAnswers } from './number-answers.ts'
import type { Pair, Waves } from './pair.ts'
import { askedQuestions } from './questions.ts'
import { countResponse, type Response } from './response.ts'
import { countShares, type ShareAnswers } from './share-answers.ts'
import { countWritten, type WrittenAnswers } from './written-answers.ts'

/** What one wave looks like beside the one before: plain data, texts in every language of the model. */
export type Quality = {
  readonly warehouse: Text
  readonly survey: { readonly id: string; readonly title: Text }
  /** Labels of the indicators of the warehouse, by `<subject>.<indicator>`. */
  readonly indicators: Readonly<Record<string, Text>>
  /** Years of the two waves. */
  readonly years: Pair<number>
  /** The file, as it was named. */
  readonly file: string
  /** Why the two years may not be comparable; null where they are. */
  readonly break: Text | null
  readonly lines: Lines
  readonly columns: Columns
  readonly response: Response
  readonly numbers: readonly NumberAnswers[]
  readonly shares: readonly ShareAnswers[]
  readonly written: readonly WrittenAnswers[]
  /** Errors first, then by how many there are. */
  readonly findings: readonly FindingGroup[]
}

/** The file of the wave. */
export type ReadFile = {
  readonly file: string
  /** What it is called in findings. */
  readonly name: string
  /** Its columns; of a long one also what stands for a question. */
  readonly header: readonly string[]
  /** What it says they hold, '' where it does not. */
  readonly labels: readonly string[]
  /** Columns that lie in the file, but those of the questions and answers of a long one. */
  readonly own: readonly string[]
  /** Rows of answers that were read from it. */
  readonly rows: number
  /** Rows above its header. */
  readonly above: number
}

/**
 * The report of one wave that is in the stage tables, whatever was found in it. Null where it is not there: its file could not be read.
 * `findings` are those of the whole build; what is of other files stands in the report too.
 */
export const makeQuality = async (
  stage: Stage,
  { survey: id, year }: { readonly survey: string; readonly year: number },
  read: ReadFile,
  findings: readonly Finding[],
): Promise<Quality | null> => {
  const survey = stage.model.surveys.find((one) => one.id === id)
  const found = await findWaves(stage, id, year)
  if (survey === undefined || found === null) return null
  const { waves, years } = found
  const questions = askedQuestions(stage.model, survey, years)
  const answered = await countAnswered(stage, waves)
  return {
    warehouse: stage.model.title,
    survey: { id, title: survey.title },
    indicators: labelsOf(stage.model),
    years,
    file: read.name,
    break: breakOf(survey, year),
    lines: await countLines(stage, read, findings),
    columns: await findColumns(stage, survey, waves, questions, read),
    response: await countResponse(stage, survey, waves, years),
    numbers: await countNumbers(stage, waves, questions, answered),
    shares: await countShares(stage, waves, questions, answered),
    written: countWritten(questions, answered),
    findings: await groupFindings(stage, survey, read, findings),
  }
}

const labelsOf = ({ subjects }: Model): Record<string, Text> =>
  Object.fromEntries(subjects.flatMap(({ id, indicators }) => indicators.map((one) => [`${id}.${one.id}`, one.label])))

const findWaves = async ({ writer }: Stage, survey: string, year: number): Promise<{ waves: Waves; years: Pair<number> } | null> => {
  const { values } = await writer.all(sql`select wave, year::integer from stage_wave
    where survey = ${bind('varchar', survey)} and year <= ${bind('integer', year)} order by year desc limit 2`)
  const [numbers = [], years = []] = values.map((column) => column.map(Number))
  if (years[0] !== year || numbers[0] === undefined) return null
  return { waves: { now: numbers[0], before: numbers[1] ?? null }, years: { now: year, before: years[1] ?? null } }
}

const breakOf = ({ segments }: Survey, year: number): Text | null => {
  const begun = segments.find(({ from }) => from === year)
  return begun && begun !== segments[0] ? (begun.reason ?? begun.note) : null
}
