import { userError } from '../src/errors.ts'
import { fieldName } from '../src/model/names.ts'
import type { Indicator, Question, Subject } from '../src/model/model.ts'
import { allowed } from '../src/model/nearest.ts'
import { indicatorYears, subjectCells, type Warehouse } from '../src/query/warehouse.ts'
import { dimensionsOf } from '../src/query/selection.ts'
import { definitionOf } from '../src/series/definition.ts'
import { unitOf } from '../src/series/labels.ts'
import { citationOfIndicator } from './citation.ts'
import type { Context } from './context.ts'
import type { Kit } from './kit.ts'
import { languageOf, say } from './language.ts'
import type { IndicatorNode, QuestionNode } from './nodes.ts'
import { pageOf } from './page.ts'
import { releaseAsked, releaseWords } from './release-asked.ts'
import { matches } from './search.ts'

export const indicatorKey = ({ subject, indicator }: { subject: Subject; indicator: Indicator }): string => `${subject.id}.${indicator.id}`

export const indicatorsIn = (warehouse: Warehouse): readonly IndicatorNode[] =>
  warehouse.model.subjects.flatMap((subject) => subject.indicators.map((indicator) => ({ warehouse, subject, indicator })))

const indicatorIn = (warehouse: Warehouse, key: string): IndicatorNode | null => indicatorsIn(warehouse).find((node) => indicatorKey(node) === key) ?? null

const questionsOf = ({ warehouse, subject, indicator }: IndicatorNode): QuestionNode[] => {
  const seen = new Set<Question>()
  const feeding = subjectCells(warehouse, subject.id).filter(({ fact }) => fact === indicator.of || fact === indicator.to)
  return feeding.flatMap(({ survey, question }) => {
    if (seen.has(question)) return []
    seen.add(question)
    return [{ warehouse, survey, question }]
  })
}

export const addIndicator = ({ builder, nodes, enums }: Kit): void => {
  nodes.PublishedFigure.implement({
    description: 'A figure others published, to compare with; never mixed into estimates.',
    fields: (t) => ({
      year: t.int({ resolve: ({ figure }) => figure.year }),
      area: t.id({ description: 'Code of the area.', resolve: ({ figure }) => figure.area }),
      members: t.field({
        type: [nodes.Member],
        description: 'What it is narrowed to; empty for the whole.',
        resolve: ({ warehouse, figure }) =>
          Object.entries(figure.members).map(([dimension, id]) => {
            const members = warehouse.model.dimensions.find((one) => one.id === dimension)?.members
            return { warehouse, dimension, id, member: Array.isArray(members) ? (members.find((one) => one.id === id) ?? null) : null }
          }),
      }),
      value: t.float({ description: 'In the unit of the indicator.', resolve: ({ figure }) => figure.value }),
      source: t.string({ resolve: ({ figure }) => figure.source }),
      url: t.string({ nullable: true, resolve: ({ figure }) => figure.url }),
    }),
  })
  builder.node(nodes.Indicator, {
    description: 'A number users ask for.',
    id: { resolve: indicatorKey },
    loadOne: (key: string, context: Context) => indicatorIn(context.warehouse, key),
    fields: (t) => ({
      key: t.id({ description: '<subject>.<indicator>', resolve: indicatorKey }),
      subject: t.id({ resolve: ({ subject }) => subject.id }),
      field: t.string({ description: 'The field of the query that answers it.', resolve: ({ subject }) => fieldName(subject.id) }),
      label: t.string({ args: { language: t.arg({ type: enums.Language }) }, resolve: ({ indicator }, args, context) => say(indicator.label, args, context) ?? indicator.id }),
      description: t.string({ nullable: true, args: { language: t.arg({ type: enums.Language }) }, resolve: ({ indicator }, args, context) => say(indicator.description, args, context) }),
      definition: t.string({
        description: 'How it is computed, in words and as a formula.',
        args: { language: t.arg({ type: enums.Language }) },
        resolve: ({ warehouse, subject, indicator }, args, context) => definitionOf(warehouse.model, subject, indicator, languageOf(args, context)),
      }),
      unit: t.string({ description: 'The measure; `number` where nobody named one.', resolve: ({ indicator }) => unitOf(indicator) }),
      kind: t.field({ type: enums.IndicatorKind, resolve: ({ indicator }) => indicator.kind }),
      estimator: t.field({ type: enums.Estimator, description: 'The one used where a query names none.', resolve: ({ indicator }) => indicator.estimator }),
      dimensions: t.field({ type: [nodes.Dimension], resolve: ({ warehouse, subject }) => dimensionsOf(warehouse, subject).map((dimension) => ({ warehouse, dimension })) }),
      questions: t.field({ type: [nodes.Question], description: 'Every question that feeds it.', resolve: questionsOf }),
      years: t.field({ type: 'IntList', description: 'Years in which it was asked for.', resolve: ({ warehouse, subject, indicator }) => indicatorYears(warehouse, subject, indicator) }),
      deprecated: t.string({
        nullable: true,
        description: 'Why it should no longer be used, and what should; null where it may. It is answered all the same.',
        args: { language: t.arg({ type: enums.Language }) },
        resolve: ({ indicator }, args, context) => say(indicator.deprecated, args, context),
      }),
      citation: t.string({
        description: 'A reference to paste; that of a series or table also names its places and years.',
        args: { language: t.arg({ type: enums.Language }) },
        resolve: (node, args, context) => citationOfIndicator(node, languageOf(args, context)),
      }),
      published: t.field({
        type: [nodes.PublishedFigure],
        resolve: (node) => node.warehouse.model.published.filter(({ indicator }) => indicator === indicatorKey(node)).map((figure) => ({ warehouse: node.warehouse, figure })),
      }),
    }),
  })
  builder.queryFields((t) => ({
    indicators: t.connection(
      {
        type: nodes.Indicator,
        args: { search: t.arg.string({ description: 'Words of the key, label or description.' }), subject: t.arg.id(), release: t.arg.id({ description: releaseWords }) },
        resolve: async (_, { search, subject, release, ...args }, context) => {
          const warehouse = await releaseAsked(context, release)
          const subjects = warehouse.model.subjects.map(({ id }) => id)
          if (typeof subject === 'string' && !subjects.includes(subject)) throw userError(`subject: there is no ${subject}; ${allowed(subject, subjects)}`)
          const found = indicatorsIn(warehouse).filter(
            (node) => (!subject || node.subject.id === subject) && matches(search, indicatorKey(node), node.indicator.label, node.indicator.description, node.subject.label),
          )
          return pageOf(found, indicatorKey, args)
        },
      },
      { name: 'IndicatorConnection', fields: (f) => ({ totalCount: f.int({ resolve: (connection) => (connection as unknown as { totalCount: number }).totalCount }) }) },
      { name: 'IndicatorEdge' },
    ),
    indicator: t.field({
      type: nodes.Indicator,
      nullable: true,
      args: { id: t.arg.id({ required: true, description: 'Model id: <subject>.<indicator>' }), release: t.arg.id({ description: releaseWords }) },
      resolve: async (_, { id, release }, context) => indicatorIn(await releaseAsked(context, release), id),
    }),
  }))
}
