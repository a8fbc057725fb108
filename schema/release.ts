import { neverKept } from './cache-control.ts'
import type { Warehouse } from '../src/query/warehouse.ts'
import { yearsOf } from '../src/query/warehouse.ts'
import { citationOf } from '../src/series/citation.ts'
import type { Context, ReleaseSummary } from './context.ts'
import type { Kit } from './kit.ts'
import { languageOf, say } from './language.ts'
import { releaseAsked, releaseWords } from './release-asked.ts'
import { releaseContents } from './release-contents.ts'

/** The release that something was read from, which may have been deleted since. */
export const summaryOf = ({ key, createdAt, notes }: Warehouse, { releases }: Context): ReleaseSummary =>
  releases().find((release) => release.key === key) ?? { key, createdAt, note: notes, current: false }

export const addRelease = (kit: Kit): void => {
  const { builder, nodes, enums } = kit
  const contentsOf = releaseContents(kit)
  builder.node(nodes.Release, {
    description: 'One immutable build of the whole warehouse.',
    id: { resolve: ({ key }) => key },
    loadOne: (key: string, { releases }: Context) => releases().find((release) => release.key === key) ?? null,
    fields: (t) => ({
      key: t.exposeID('key', { description: 'Made from the inputs: the same inputs give the same key.' }),
      createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
      current: t.exposeBoolean('current', { extensions: neverKept, description: 'Answers where a query names no release.' }),
      waves: t.field({
        type: [nodes.Wave],
        resolve: async ({ key }, _, context) => {
          const warehouse = await releaseAsked(context, key)
          return warehouse.waves.map((wave) => ({ warehouse, wave }))
        },
      }),
      notes: t.string({ nullable: true, description: 'What whoever made it wrote of it.', resolve: ({ note }) => note ?? null }),
      ...contentsOf(t),
      citation: t.string({
        description: 'A reference to paste: title, release, day, licence, contact, whether answers are made up, how to ask for the same numbers.',
        args: { language: t.arg({ type: enums.Language }) },
        resolve: async ({ key }, args, context) => {
          return citationOf(await releaseAsked(context, key), { what: null, waves: null, address: null }, languageOf(args, context))
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
      release: t.field({ type: nodes.Release, resolve: (warehouse, _, context) => summaryOf(warehouse, context) }),
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
    warehouse: t.field({
      type: nodes.Warehouse,
      args: { release: t.arg.id({ description: releaseWords }) },
      resolve: (_, { release }, context) => releaseAsked(context, release),
    }),
    releases: t.field({ type: [nodes.Release], extensions: neverKept, description: 'The newest first.', resolve: (_, __, { releases }) => [...releases()] }),
    release: t.field({ type: nodes.Release, nullable: true, extensions: neverKept, args: { id: t.arg.id({ required: true, description: 'Key of the release.' }) }, resolve: (_, { id }, { releases }) => releases().find(({ key }) => key === id) ?? null }),
  }))
}
