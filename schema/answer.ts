import type { AnswersKey } from '../src/loaders/answers.ts'
import type { Gives } from '../src/model/model.ts'
import type { Warehouse } from '../src/query/warehouse.ts'
import { wordingIn } from '../src/series/wording.ts'
import type { Context } from './context.ts'
import type { Kit } from './kit.ts'
import { say } from './language.ts'
import type { AnswerNode } from './nodes.ts'

/** Whether an answer is not for this reader: a fact it gives counts persons or tells on the respondent, or it gives none, and nobody has said what it tells. */
const hiddenFrom = ({ audience }: Context, { model }: Warehouse, gives: readonly Gives[]): boolean => {
  const isPrivate = gives.length === 0 || gives.some(({ subject, fact }) => model.subjects.some((one) => one.id === subject && one.facts.some(({ id, disclosure }) => id === fact && disclosure !== 'none')))
  if (isPrivate && audience.role === 'researcher') audience.reveal()
  return isPrivate && audience.role === 'public'
}

/** What one unit said, question by question. */
export const answersOf = async (key: AnswersKey, warehouse: Warehouse, context: Context): Promise<AnswerNode[]> => {
  const answers = await context.loaders(warehouse).answers.load(key)
  return answers.flatMap((answer) => {
    const survey = warehouse.model.surveys.find(({ id }) => id === answer.survey)
    const question = survey?.questions.find(({ id }) => id === answer.question)
    return survey && question ? [{ warehouse, answer, survey, question, hidden: hiddenFrom(context, warehouse, question.gives) }] : []
  })
}

export const addAnswer = ({ nodes, enums }: Kit): void => {
  nodes.Answer.implement({
    description: 'What a unit said to one question.',
    fields: (t) => ({
      year: t.int({ resolve: ({ answer }) => answer.year }),
      survey: t.field({ type: nodes.Survey, resolve: ({ warehouse, survey }) => ({ warehouse, survey }) }),
      question: t.field({ type: nodes.Question, resolve: ({ warehouse, survey, question }) => ({ warehouse, survey, question }) }),
      text: t.string({
        description: 'The question in the wording of that year.',
        args: { language: t.arg({ type: enums.Language }) },
        resolve: ({ question, answer }, args, context) => say(wordingIn(question, answer.year), args, context) ?? question.id,
      }),
      value: t.string({ nullable: true, description: 'As the file had it; several separated by “, ”. Null where missing or not public.', resolve: ({ answer, hidden }) => (hidden || answer.values.length === 0 ? null : answer.values.join(', ')) }),
      values: t.stringList({ description: 'The same, one by one.', resolve: ({ answer, hidden }) => (hidden ? [] : [...answer.values]) }),
      state: t.field({ type: enums.AnswerState, description: 'SUPPRESSED where it is known but not public.', resolve: ({ answer, hidden }) => (hidden && answer.how === 'reported' ? ('suppressed' as const) : answer.how) }),
    }),
  })
}
