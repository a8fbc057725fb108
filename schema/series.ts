import { indicatorYears } from '../src/query/warehouse.ts'
import { measureOf } from '../src/series/column.ts'
import { surveyDimension } from '../src/series/grid.ts'
import { inLanguage, memberLabel } from '../src/series/labels.ts'
import type { AskedSeries } from '../src/revision/earlier-points.ts'
import type { Point } from '../src/series/point.ts'
import { covarianceIn, planOfView, shownPoints } from '../src/series/shown.ts'
import { wordingsBehind } from '../src/series/source.ts'
import { togetherWith } from '../src/series/in-borders.ts'
import { readTransform } from '../src/series/transform.ts'
import { trendOf, type Trend } from '../src/series/trend.ts'
import { citationOfSeries } from './citation.ts'
import type { Context } from './context.ts'
import type { Kit } from './kit.ts'
import { asksFor } from './asked-fields.ts'
import { languageOf, say } from './language.ts'
import type { SeriesNode } from './nodes.ts'
import { addTrend } from './trend.ts'

type TransformArgument = { readonly transform?: Parameters<typeof readTransform>[0] }

/** Points of a series in the years shown, and what they were made of; a transform may look at other years before they are cut. */
const pointsIn = async ({ series, by }: SeriesNode, args: TransformArgument, errors: boolean, context: Context): Promise<{ points: readonly Point[]; of: AskedSeries }> => {
  const { line, area } = series
  const { warehouse, subject } = line.selection
  const { indicator } = line.measure
  const wanted = readTransform(args.transform, [indicator], args.transform ? indicatorYears(warehouse, subject, indicator) : [])
  context.spend({ cellsReturned: (wanted ? line.reach : line.years).length })
  const estimates = await context.loaders(warehouse).estimates.load(planOfView(line, by, [area], { transform: wanted, errors }))
  return { points: shownPoints(series, by, estimates, wanted), of: { series, by, transform: args.transform ?? null, estimates } }
}

const trendIn = async ({ series, by }: SeriesNode, context: Context): Promise<Trend | null> => {
  const { line, area, members } = series
  context.spend({ cellsReturned: line.years.length })
  const estimates = await context.loaders(line.selection.warehouse).estimates.load(planOfView(line, by, [area], { transform: null, errors: true, trend: true }))
  const points = shownPoints(series, by, estimates, null)
  return trendOf(points, { breaks: line.breaks(members, area), acrossBreaks: line.selection.acrossBreaks, covariance: covarianceIn(series, by, estimates) })
}

/** Fields of a point that take the errors to answer: the status tells where there are none, and revisions compare it. */
const ofErrors = new Set(['standardError', 'interval', 'degreesOfFreedom', 'status', 'flags', 'revisions'])

const labelOf = ({ series, by }: SeriesNode, language: string): string => {
  const { warehouse } = series.line.selection
  const parts = by.map((id) => memberLabel(warehouse, id, series.members.get(id) ?? '', language))
  return [inLanguage(series.line.measure.indicator.label, language) ?? '', series.area.name, ...parts].join(', ')
}

export const addSeries = ({ builder, nodes, enums }: Kit): { readonly Transform: ReturnType<typeof transformInput> } => {
  const Transform = transformInput(builder)
  nodes.SeriesBreak.implement({
    description: 'A year from which a series may not be compared with what was before.',
    fields: (t) => ({
      year: t.exposeInt('year'),
      kind: t.field({ type: enums.BreakKind, resolve: ({ kind }) => kind }),
      reason: t.string({ nullable: true, args: { language: t.arg({ type: enums.Language }) }, resolve: ({ reason }, args, context) => say(reason, args, context) }),
      source: t.exposeString('source', { nullable: true }),
    }),
  })
  addTrend(nodes)
  nodes.Series.implement({
    description: 'Values of one indicator over years, for one area and combination of members.',
    fields: (t) => ({
      area: t.field({ type: nodes.Area, resolve: ({ series }) => ({ warehouse: series.line.selection.warehouse, area: series.area }) }),
      clusterAreas: t.field({
        type: [nodes.Area],
        description: 'The areas whose numbers these are together, with `areaPolicy: CLUSTER`; else, and where it stands alone, the area itself.',
        resolve: ({ series: { line: { selection }, area } }) => togetherWith(selection, area).map((one) => ({ warehouse: selection.warehouse, area: one })),
      }),
      indicator: t.field({
        type: nodes.Indicator,
        resolve: ({ series: { line } }) => ({ warehouse: line.selection.warehouse, subject: line.selection.subject, indicator: line.measure.indicator }),
      }),
      label: t.string({
        description: 'Indicator, area and members in words.',
        args: { language: t.arg({ type: enums.Language }) },
        resolve: (node, args, context) => labelOf(node, languageOf(args, context)),
      }),
      survey: t.id({ nullable: true, description: 'Key of the survey, where split by survey; else null.', resolve: ({ series }) => series.members.get(surveyDimension) ?? null }),
      points: t.field({
        type: [nodes.Point],
        description: 'One per year, none left out.',
        args: { transform: t.arg({ type: Transform }) },
        resolve: async (node, args, context, info) => {
          const { points, of } = await pointsIn(node, args, asksFor(ofErrors, info), context)
          return points.map((point) => ({ ...point, of }))
        },
      }),
      years: t.field({ type: 'IntList', description: 'The years of `values`.', resolve: ({ series }) => series.line.years }),
      valueUnit: t.string({
        description: 'The measure of its values: that of the indicator, or of the transform (percentage points, percent, index).',
        args: { transform: t.arg({ type: Transform }) },
        resolve: ({ series: { line } }, args) => {
          const { warehouse, subject } = line.selection
          const { indicator } = line.measure
          return measureOf(indicator, readTransform(args.transform, [indicator], args.transform ? indicatorYears(warehouse, subject, indicator) : [])?.kind ?? null)
        },
      }),
      values: t.field({
        type: 'FloatList',
        description: 'The values of `points`, as one JSON array.',
        args: { transform: t.arg({ type: Transform }) },
        resolve: async (node, args, context) => (await pointsIn(node, args, false, context)).points.map(({ value }) => value),
      }),
      trend: t.field({
        type: nodes.Trend,
        nullable: true,
        description: 'Of the years shown since the last break (all of them with `acrossBreaks`); null where fewer than five have a value.',
        resolve: (node, _, context) => trendIn(node, context),
      }),
      wordings: t.field({
        type: [nodes.AskedQuestion],
        description: 'The questions behind it in all words they had in the years shown, those that break nothing too; by year.',
        resolve: ({ series }) => wordingsBehind(series).map((question) => ({ warehouse: series.line.selection.warehouse, ...question })),
      }),
      citation: t.string({
        description: 'A reference to paste.',
        args: { language: t.arg({ type: enums.Language }) },
        resolve: (node, args, context) => citationOfSeries(node, labelOf(node, languageOf(args, context)), languageOf(args, context)),
      }),
      breaks: t.field({
        type: [nodes.SeriesBreak],
        description: 'From the first to the last year shown.',
        resolve: ({ series: { line, members, area } }) => line.breaks(members, area).filter(({ year }) => (line.years[0] ?? Infinity) <= year && year <= (line.years.at(-1) ?? -Infinity)),
      }),
    }),
  })
  return { Transform }
}

const transformInput = (builder: Kit['builder']) =>
  builder.inputType('Transform', {
    isOneOf: true,
    description: 'Exactly one. Acts before the year filter cuts; a lag or window with a missing year, or one that crosses a break, gives null.',
    fields: (t) => ({
      indexTo: t.int({ description: 'Base year, which becomes 100.' }),
      change: t.int({ description: 'Difference to so many years before, in the unit of the indicator.' }),
      growth: t.int({ description: 'Relative change since so many years before; 0.02 is 2 %.' }),
      rolling: t.int({ description: 'Window in years: sums of numerators over sums of denominators; of a total, the mean of its years.' }),
    }),
  })
export type TransformRef = ReturnType<typeof transformInput>
