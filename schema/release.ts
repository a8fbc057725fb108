import { userError } from '../src/errors.ts'
import { yearsOf } from '../src/query/warehouse.ts'
import { citationOf } from '../src/series/citation.ts'
import type { Context } from './context.ts'
import type { Kit } from './kit.ts'
import { languageOf, say } from './language.ts'

export const addRelease = ({ builder, nodes, enums }: Kit): void => {
  builder.node(nodes.Release, {
    description: 'One immutable build of the whole warehouse.',
    id: { resolve: ({ key }) => key },
    loadOne: (key: string, { releases }: Context) => releases().find((release) => release.key === key) ?? null,
    fields: (t) => ({
      key: t.exposeID('key', { description: 'Made from the inputs: the same inputs give the same key.' }),
      createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
      current: t.exposeBoolean('current', { description: 'Answers where a query names no release.' }),
      waves: t.field({
        type: [nodes.Wave],
        resolve: async ({ key }, _, { openRelease }) => {
          const warehouse = await openRelease(key)
          return warehouse?.waves.map((wave) => ({ warehouse, wave })) ?? []
        },
      }),
      notes: t.exposeString('notes', { nullable: true }),
      citation: t.string({
        description: 'A reference to paste: title, release, day, licence, contact, whether answers are made up, how to ask for the same numbers.',
        args: { language: t.arg({ type: enums.Language }) },
        resolve: async ({ key }, args, context) => {
          const warehouse = await context.openRelease(key)
          if (!warehouse) throw userError(`release: ${key} is gone; there are ${context.releases().map((one) => one.key).join(', ')}`)
          return citationOf(warehouse, { what: null, waves: null, address: null }, languageOf(args, context))
        },
      }),
    }),
  })
  const Counts = builder.objectRef<Readonly<Record<'subjects' | 'indicators' | 'surveys' | 'waves' | 'questions' | 'answers', number>>>('WarehouseCounts')
  Counts.implement({
    fields: (t) => ({
      subjects: t.exposeInt('subjects'),
      indicators: t.exposeInt('indicators'),
      surveys: t.exposeInt('surveys'),
      waves: t.exposeInt('waves'),
      questions: t.exposeInt('questions'),
      answers: t.exposeInt('answers', { description: 'Units that answered, summed over the waves.' }),
    }),
  })
  nodes.Warehouse.implement({
    description: 'What this is, and what may be done with it.',
    fields: (t) => ({
      id: t.id({ description: 'Id of the model.', resolve: ({ model }) => model.id }),
      title: t.string({ args: { language: t.arg({ type: enums.Language }) }, resolve: ({ model }, args, context) => say(model.title, args, context) ?? model.id }),
      notice: t.string({ nullable: true, description: 'What every reader must know of the answers.', args: { language: t.arg({ type: enums.Language }) }, resolve: ({ model }, args, context) => say(model.notice, args, context) }),
      licence: t.string({ nullable: true, resolve: ({ model }) => model.licence }),
      contact: t.string({ nullable: true, resolve: ({ model }) => model.contact }),
      languages: t.idList({ resolve: ({ model }) => [...model.languages] }),
      vintage: t.int({ description: 'The borders meant where a query names none.', resolve: ({ geography }) => geography.defaultVintage }),
      release: t.field({ type: nodes.Release, resolve: ({ key, createdAt, notes }, _, { releases }) => releases().find((release) => release.key === key) ?? { key, createdAt, notes, current: true } }),
      years: t.field({ type: 'IntList', description: 'Years of which there are answers.', resolve: yearsOf }),
      synthetic: t.boolean({ description: 'True where some answers are made up.', resolve: ({ waves }) => waves.some((wave) => wave.synthetic) }),
      counts: t.field({
        type: Counts,
        resolve: ({ model, waves }) => ({
          subjects: model.subjects.length,
          indicators: model.subjects.reduce((sum, { indicators }) => sum + indicators.length, 0),
          surveys: model.surveys.length,
          waves: waves.length,
          questions: model.surveys.reduce((sum, { questions }) => sum + questions.length, 0),
          answers: waves.reduce((sum, { respondents }) => sum + respondents, 0),
        }),
      }),
    }),
  })
  builder.queryFields((t) => ({
    warehouse: t.field({ type: nodes.Warehouse, resolve: (_, __, { warehouse }) => warehouse }),
    releases: t.field({ type: [nodes.Release], description: 'The newest first.', resolve: (_, __, { releases }) => [...releases()] }),
    release: t.field({ type: nodes.Release, nullable: true, args: { id: t.arg.id({ required: true, description: 'Key of the release.' }) }, resolve: (_, { id }, { releases }) => releases().find(({ key }) => key === id) ?? null }),
  }))
}
