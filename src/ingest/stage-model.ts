import { sql, type Sql } from '../database/sql.ts'
import type { Answer, Dimension, Model, Question, Survey } from '../model/model.ts'
import { loadRows, type Cell } from './load-rows.ts'
import type { Stage } from './stage.ts'

export type StagedQuestion = { readonly number: number; readonly survey: Survey; readonly question: Question }

/** Questions of all surveys, numbered as the stage tables know them. */
export const numberedQuestions = (model: Model): StagedQuestion[] =>
  model.surveys
    .flatMap((survey) => survey.questions.map((question) => ({ survey, question })))
    .map((entry, number) => ({ ...entry, number }))

/** Code of each size group: `0-1999`, `2000-4999` …, `50000-`. */
export const sizeGroups = (bounds: readonly number[]): { code: string; low: number; high: number | null }[] =>
  bounds.length === 0
    ? []
    : [0, ...bounds].map((low, index) => {
        const high = bounds[index] ?? null
        return { code: high === null ? `${low}-` : `${low}-${high - 1}`, low, high }
      })

/** Tells the stage tables what the model says about questions, options, missing words and facts. */
export const stageModel = async (stage: Stage): Promise<void> => {
  const { model } = stage
  const questions = numberedQuestions(model)
  const load = (columns: readonly string[], rows: Iterable<readonly Cell[]>, into: (source: Sql) => Sql) =>
    loadRows(stage.writer, stage.scratch, columns, rows, into)

  await load(
    ['question', 'survey', 'id', 'kind', 'separator', 'lowest', 'highest'],
    questions.map(({ number, survey, question: { id, answer } }) => [
      number,
      survey.id,
      id,
      answer.kind,
      answer.kind === 'multi' ? answer.separator : null,
      ...rangeOf(answer),
    ]),
    (source) =>
      sql`insert into stage_question select question::integer, survey, id, kind, separator, lowest::double, highest::double from ${source}`,
  )
  await load(
    ['question', 'text', 'how'],
    questions.flatMap(({ number, question }) => Object.entries(question.missing).map(([text, how]) => [number, text, how])),
    (source) => sql`insert into stage_missing select question::integer, text, how from ${source}`,
  )
  await load(
    ['question', 'text', 'option', 'boolean', 'number'],
    questions.flatMap(({ number, question }) => optionRows(model, question).map((row) => [number, ...row])),
    (source) => sql`insert into stage_option select question::integer, text, option, boolean::boolean, number from ${source}`,
  )
  const gives = questions.flatMap(({ number, question }) => question.gives.map((given) => ({ number, given })))
  await load(
    ['give', 'question', 'subject', 'fact', 'optioned'],
    gives.map(({ number, given }, give) => [give, number, given.subject, given.fact, Object.values(given.members).includes('$option')]),
    (source) => sql`insert into stage_give select give::integer, question::integer, subject, fact, optioned::boolean from ${source}`,
  )
  await load(
    ['give', 'dimension', 'member'],
    gives.flatMap(({ given }, give) => Object.entries(given.members).map(([dimension, member]) => [give, dimension, member])),
    (source) => sql`insert into stage_give_member select give::integer, dimension, member from ${source}`,
  )
  await load(
    ['dimension', 'position', 'member'],
    model.dimensions.flatMap(({ id, members }) =>
      members === 'found' ? [] : members.map((member, position) => [id, position, member.id]),
    ),
    (source) => sql`insert into stage_member select dimension, position::integer, member from ${source}`,
  )
  await load(
    ['position', 'code', 'low', 'high'],
    sizeGroups(model.sizeGroups).map(({ code, low, high }, position) => [position, code, low, high]),
    (source) => sql`insert into stage_size_group select position::integer, code, low::double, high::double from ${source}`,
  )
}

// A range that is upside down is told of the model; every answer would be outside it.
const rangeOf = (answer: Answer): [min: number | null, max: number | null] =>
  answer.kind === 'number' && (answer.min ?? -Infinity) <= (answer.max ?? Infinity) ? [answer.min, answer.max] : [null, null]

/** Text of the file -> option, boolean, number. None for a multi-select whose members are as found. */
const optionRows = (model: Model, question: Question): Cell[][] => {
  const { answer } = question
  const optioned = optionDimensions(model, question)
  if (answer.kind === 'multi' && answer.separator !== null) {
    if (answer.options !== null) return Object.entries(answer.options).map(([text, option]) => [text, option, null, null])
    return optioned.flatMap(({ members }) => (members === 'found' ? [] : members.map(({ id }) => [id, id, null, null])))
  }
  if (answer.kind !== 'choice') return []
  return Object.entries(answer.options).map(([text, target]) => {
    if (typeof target === 'boolean') return [text, null, target, null]
    if (typeof target === 'number') return [text, null, null, target]
    return [text, target, null, scoreOf(optioned.length > 0 ? optioned : model.dimensions, target)]
  })
}

const optionDimensions = (model: Model, question: Question): Dimension[] => {
  const ids = new Set(question.gives.flatMap(({ members }) => Object.keys(members).filter((id) => members[id] === '$option')))
  return model.dimensions.filter(({ id }) => ids.has(id))
}

const scoreOf = (dimensions: readonly Dimension[], member: string): number | null =>
  dimensions.flatMap(({ members }) => (members === 'found' ? [] : members)).find(({ id, score }) => id === member && score !== null)
    ?.score ?? null
