import type { Warehouse } from '../src/query/warehouse.ts'
import type { Context } from './context.ts'
import type { Kit } from './kit.ts'
import { releaseAsked, releaseWords } from './release-asked.ts'
import { summaryOf } from './release.ts'
import { say } from './language.ts'
import type { SurveyNode } from './nodes.ts'

const surveyIn = (warehouse: Warehouse, key: string): SurveyNode | null => {
  const survey = warehouse.model.surveys.find(({ id }) => id === key)
  return survey ? { warehouse, survey } : null
}

export const addSurvey = ({ builder, nodes, enums }: Kit): void => {
  nodes.Segment.implement({
    description: 'Years of a survey that may be compared.',
    fields: (t) => ({
      from: t.exposeInt('from'),
      to: t.exposeInt('to', { nullable: true, description: 'Null: still going on.' }),
      note: t.string({ nullable: true, args: { language: t.arg({ type: enums.Language }) }, resolve: ({ note }, args, context) => say(note, args, context) }),
      reason: t.string({ nullable: true, description: 'Why it may not be compared with what was before.', args: { language: t.arg({ type: enums.Language }) }, resolve: ({ reason }, args, context) => say(reason, args, context) }),
      source: t.exposeString('source', { nullable: true }),
    }),
  })
  nodes.Wave.implement({
    description: 'One year of a survey.',
    fields: (t) => ({
      year: t.int({ resolve: ({ wave }) => wave.year }),
      survey: t.field({ type: nodes.Survey, resolve: ({ warehouse, wave }) => surveyIn(warehouse, wave.survey) as SurveyNode }),
      frame: t.int({ nullable: true, description: 'Units that should have answered; null without a frame.', resolve: ({ wave }) => wave.frame }),
      respondents: t.int({ resolve: ({ wave }) => wave.respondents }),
      responseRate: t.float({
        nullable: true,
        description: 'Respondents over the units that were asked, 0 to 1; null without a frame.',
        resolve: ({ wave: { respondents, sampled, frame } }) => (frame === null || !(sampled ?? frame) ? null : respondents / (sampled ?? frame)),
      }),
      release: t.field({ type: nodes.Release, resolve: ({ warehouse }, _, context) => summaryOf(warehouse, context) }),
      synthetic: t.boolean({ description: 'The answers are made up.', resolve: ({ wave }) => wave.synthetic }),
    }),
  })
  builder.node(nodes.Survey, {
    description: 'An instrument put to one kind of respondents.',
    id: { resolve: ({ survey }) => survey.id },
    loadOne: (key: string, { warehouse }: Context) => surveyIn(warehouse, key),
    fields: (t) => ({
      key: t.id({ resolve: ({ survey }) => survey.id }),
      title: t.string({ args: { language: t.arg({ type: enums.Language }) }, resolve: ({ survey }, args, context) => say(survey.title, args, context) ?? survey.id }),
      description: t.string({ nullable: true, args: { language: t.arg({ type: enums.Language }) }, resolve: ({ survey }, args, context) => say(survey.description, args, context) }),
      instrument: t.id({ nullable: true, description: 'Shared by the surveys of one study.', resolve: ({ survey }) => survey.instrument }),
      designed: t.boolean({ description: 'The wording is ours, not a public form’s.', resolve: ({ survey }) => survey.designed }),
      primary: t.boolean({ description: 'Answers where a query names no survey.', resolve: ({ survey }) => survey.primary }),
      source: t.string({ nullable: true, resolve: ({ survey }) => survey.source }),
      waves: t.field({ type: [nodes.Wave], resolve: ({ warehouse, survey }) => warehouse.waves.filter((wave) => wave.survey === survey.id).map((wave) => ({ warehouse, wave })) }),
      questions: t.field({ type: [nodes.Question], resolve: ({ warehouse, survey }) => survey.questions.map((question) => ({ warehouse, survey, question })) }),
      segments: t.field({ type: [nodes.Segment], resolve: ({ survey }) => [...survey.segments] }),
    }),
  })
  builder.queryFields((t) => ({
    surveys: t.field({
      type: [nodes.Survey],
      args: { release: t.arg.id({ description: releaseWords }) },
      resolve: async (_, { release }, context) => {
        const warehouse = await releaseAsked(context, release)
        return warehouse.model.surveys.map((survey) => ({ warehouse, survey }))
      },
    }),
    survey: t.field({
      type: nodes.Survey,
      nullable: true,
      args: { id: t.arg.id({ required: true }), release: t.arg.id({ description: releaseWords }) },
      resolve: async (_, { id, release }, context) => surveyIn(await releaseAsked(context, release), id),
    }),
  }))
}
