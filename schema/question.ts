import { userError } from '../src/errors.ts'
import type { Question, Survey } from '../src/model/model.ts'
import type { Warehouse } from '../src/query/warehouse.ts'
import type { Context } from './context.ts'
import { indicatorsIn } from './indicator.ts'
import type { Kit } from './kit.ts'
import { languageOf, say } from './language.ts'
import type { OptionNode, QuestionNode } from './nodes.ts'
import { pageOf } from './page.ts'
import { releaseAsked, releaseWords } from './release-asked.ts'
import { matches } from './search.ts'
import { inLanguage } from '../src/series/labels.ts'
import { optionCodes, optionMeaning, optionText } from '../src/series/options.ts'
import { wordingIn, wordingsOf, questionYears } from '../src/series/wording.ts'

const questionKey = ({ survey, question }: { survey: Survey; question: Question }) => `${survey.id}.${question.id}`

const questionsIn = (warehouse: Warehouse): readonly QuestionNode[] =>
  warehouse.model.surveys.flatMap((survey) => survey.questions.map((question) => ({ warehouse, survey, question })))

const optionsOf = ({ warehouse, question }: QuestionNode): OptionNode[] => optionCodes(question).map((code) => ({ warehouse, question, code }))

const optionLabel = ({ warehouse, question, code }: OptionNode, language: string): string =>
  inLanguage(optionText(warehouse.model, question, code), language) ?? code

export const addQuestion = ({ builder, nodes, enums }: Kit): void => {
  nodes.Wording.implement({
    description: 'Words of a question from a year on.',
    fields: (t) => ({
      from: t.exposeInt('from'),
      text: t.string({ args: { language: t.arg({ type: enums.Language }) }, resolve: ({ text }, args, context) => say(text, args, context) ?? '' }),
      link: t.field({ type: enums.WordingLink, description: 'How it relates to the wording before.', resolve: ({ link }) => link }),
    }),
  })
  nodes.Option.implement({
    description: 'An option of a question.',
    fields: (t) => ({
      code: t.id({ description: 'As in the answer files: the text of the cell, or the column where each option has one.', resolve: ({ code }) => code }),
      value: t.string({ description: 'What it stands for: a member of a dimension, true or false, or a number.', resolve: ({ question, code }) => optionMeaning(question, code) }),
      label: t.string({ args: { language: t.arg({ type: enums.Language }) }, resolve: (option, args, context) => optionLabel(option, languageOf(args, context)) }),
    }),
  })
  builder.node(nodes.Question, {
    description: 'A question as asked, with its wording per wave.',
    id: { resolve: questionKey },
    loadOne: (key: string, { warehouse }: Context) => questionsIn(warehouse).find((node) => questionKey(node) === key) ?? null,
    fields: (t) => ({
      key: t.id({ description: '<survey>.<question>', resolve: questionKey }),
      survey: t.field({ type: nodes.Survey, resolve: ({ warehouse, survey }) => ({ warehouse, survey }) }),
      text: t.string({
        description: 'The wording of `year`; the latest where left out.',
        args: { year: t.arg.int(), language: t.arg({ type: enums.Language }) },
        resolve: ({ question }, args, context) => say(wordingIn(question, args.year ?? null), args, context) ?? question.id,
      }),
      answer: t.field({ type: enums.AnswerType, resolve: ({ question }) => question.answer.kind }),
      unit: t.string({ nullable: true, description: 'The measure of a number.', resolve: ({ question }) => (question.answer.kind === 'number' ? question.answer.unit : null) }),
      designed: t.boolean({ description: 'The wording is ours, not a public form’s.', resolve: ({ survey, question }) => question.designed ?? survey.designed }),
      note: t.string({ nullable: true, args: { language: t.arg({ type: enums.Language }) }, resolve: ({ question }, args, context) => say(question.note, args, context) }),
      options: t.field({ type: [nodes.Option], description: 'Empty where the answer is free.', resolve: optionsOf }),
      years: t.field({ type: 'IntList', description: 'Years in which it was asked.', resolve: ({ warehouse, survey, question }) => questionYears(warehouse, survey, question) }),
      wordings: t.field({
        type: [nodes.Wording],
        description: 'All wordings, the first with the first year it was asked.',
        resolve: ({ warehouse, survey, question }) => [...wordingsOf(warehouse, survey, question)],
      }),
      indicators: t.field({
        type: [nodes.Indicator],
        description: 'Indicators it feeds.',
        resolve: ({ warehouse, question }) =>
          indicatorsIn(warehouse).filter(({ subject, indicator }) => question.gives.some((gives) => gives.subject === subject.id && (gives.fact === indicator.of || gives.fact === indicator.to))),
      }),
    }),
  })
  builder.queryField('questions', (t) =>
    t.connection(
      {
        type: nodes.Question,
        args: { search: t.arg.string({ description: 'Words of the key or of any wording, in any language.' }), survey: t.arg.id(), release: t.arg.id({ description: releaseWords }) },
        resolve: async (_, { search, survey, release, ...args }, context) => {
          const warehouse = await releaseAsked(context, release)
          if (survey && !warehouse.model.surveys.some(({ id }) => id === survey))
            throw userError(`survey: ${survey} is no survey; surveys are ${warehouse.model.surveys.map(({ id }) => id).join(', ')}`)
          const found = questionsIn(warehouse).filter(
            (node) => (!survey || node.survey.id === survey) && matches(search, questionKey(node), node.question.text, ...node.question.wording.map(({ text }) => text)),
          )
          return pageOf(found, questionKey, args)
        },
      },
      { name: 'QuestionConnection', fields: (f) => ({ totalCount: f.int({ resolve: (connection) => (connection as unknown as { totalCount: number }).totalCount }) }) },
      { name: 'QuestionEdge' },
    ),
  )
}
