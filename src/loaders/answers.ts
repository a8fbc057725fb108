import DataLoader from 'dataloader'
import { bind, list, sql } from '../database/sql.ts'
import type { Warehouse } from '../query/warehouse.ts'
import type { Reader } from './reader.ts'

export const answerStates = ['reported', 'not_answered', 'suppressed', 'not_asked', 'imputed'] as const
/** What a unit said to one question, as its file had it; several values where several options were ticked. */
export type Answer = {
  readonly survey: string
  readonly year: number
  readonly question: string
  readonly values: readonly string[]
  readonly how: (typeof answerStates)[number]
}
/** `owner`: the survey a unit belongs to; null for areas, which all surveys share. Null year or survey: all. */
export type AnswersKey = { readonly code: string; readonly owner: string | null; readonly year: number | null; readonly survey: string | null }

const shapeOf = ({ owner, year, survey }: AnswersKey) => `${owner} ${year} ${survey}`

/** Answers of units by code, in the order of year, then survey and question of the model. */
export const answersLoader = (warehouse: Warehouse, reader: Reader) =>
  new DataLoader<AnswersKey, readonly Answer[]>(
    async (keys): Promise<(readonly Answer[])[]> => {
      const groups = new Map<string, AnswersKey[]>()
      for (const key of keys) {
        const group = groups.get(shapeOf(key))
        if (group) group.push(key)
        else groups.set(shapeOf(key), [key])
      }
      const found = new Map(await Promise.all([...groups].map(async ([shape, group]) => [shape, await read(warehouse, reader, group)] as const)))
      return keys.map((key) => found.get(shapeOf(key))?.get(key.code) ?? [])
    },
    { cache: false },
  )

const read = async ({ model }: Warehouse, reader: Reader, group: readonly AnswersKey[]): Promise<ReadonlyMap<string, readonly Answer[]>> => {
  const [first] = group
  if (!first) return new Map()
  const { values, rowCount } = await reader.all(sql`
    select u.code, a.survey, a.year, a.question, list(coalesce(a.option, a.value) order by a.option, a.value) filter (where coalesce(a.option, a.value) is not null), min(a.how)
    from unit u join answer a on a.unit = u.unit
    where u.survey is not distinct from ${bind('"survey_id"', first.owner)} and u.code in ${list('varchar', group.map(({ code }) => code))}
      and (${bind('usmallint', first.year)} is null or a.year = ${bind('usmallint', first.year)})
      and (${bind('"survey_id"', first.survey)} is null or a.survey = ${bind('"survey_id"', first.survey)})
    group by u.code, a.survey, a.year, a.question`)
  const order = new Map(model.surveys.flatMap((survey) => survey.questions.map((question) => `${survey.id} ${question.id}`)).map((id, index) => [id, index]))
  const answers = new Map<string, Answer[]>()
  for (let row = 0; row < rowCount; row += 1) {
    const [code, survey, year, question, list_, how] = values.map((column) => column[row])
    const answer = { survey: String(survey), year: Number(year), question: String(question), values: (list_ as string[] | null) ?? [], how: how as Answer['how'] }
    const known = answers.get(String(code))
    if (known) known.push(answer)
    else answers.set(String(code), [answer])
  }
  const place = (answer: Answer) => order.get(`${answer.survey} ${answer.question}`) ?? 0
  for (const list_ of answers.values()) list_.sort((a, b) => a.year - b.year || place(a) - place(b))
  return answers
}
