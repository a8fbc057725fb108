import { refuseUnpublished } from '../src/disclosure/gate.ts'
import { userError } from '../src/errors.ts'
import type { Area } from '../src/geography/geography.ts'
import type { Dimension, Estimator, Subject } from '../src/model/model.ts'
import { fieldName, typeName } from '../src/model/names.ts'
import { nearest } from '../src/model/nearest.ts'
import { completedFacts, isImputed } from '../src/query/imputable.ts'
import type { Measure } from '../src/query/plan.ts'
import { select, type Selection, type SelectionRequest } from '../src/query/selection.ts'
import type { Warehouse } from '../src/query/warehouse.ts'
import { areasOf, checkBy, combinations, surveyDimension } from '../src/series/grid.ts'
import { checkExtrapolation } from '../src/series/extrapolated.ts'
import { linesOf } from '../src/series/series.ts'
import { yearsAnswered } from '../src/series/survey-choice.ts'
import { readTransform } from '../src/series/transform.ts'
import { tableOf } from '../src/series/table.ts'
import { indicatorYears } from '../src/query/warehouse.ts'
import { addressOf } from './address.ts'
import { citationOfTable } from './citation.ts'
import type { Context } from './context.ts'
import { described } from './enums.ts'
import type { Kit } from './kit.ts'
import { languageOf } from './language.ts'
import type { SeriesNode, TableNode } from './nodes.ts'
import { inSchema } from './release-asked.ts'
import type { SharedInputs } from './subject-inputs.ts'

/** A subject of the release that is read; it may be another than the one the schema was made from. */
const subjectIn = ({ model, key }: Warehouse, id: string): Subject => {
  const subject = model.subjects.find((one) => one.id === id)
  if (!subject) throw userError(`release ${key} has no subject ${id}; it has ${model.subjects.map((one) => one.id).join(', ')}`)
  return subject
}

const measureOf = ({ subject, warehouse }: Selection, id: string, estimator: Estimator | null | undefined): Measure => {
  const indicator = subject.indicators.find((one) => one.id === id)
  if (!indicator) {
    const ids = subject.indicators.map((one) => one.id)
    throw userError(`release ${warehouse.key} has no indicator ${subject.id}.${id}; nearest: ${nearest(id, ids) ?? 'none'}; it has ${ids.join(', ')}`)
  }
  if (estimator === 'imputed' && !isImputed(subject, { indicator, estimator })) {
    const completed = completedFacts(subject).map((fact) => fact.id)
    const lacking = [indicator.of, indicator.to].find((id) => subject.facts.some((fact) => fact.id === id) && !completed.includes(id ?? ''))
    throw userError(`estimator: IMPUTED needs a fact that declares how it is imputed, and ${subject.id}.${lacking} does not; use WEIGHTED or REPORTED`)
  }
  return { indicator, estimator: estimator ?? indicator.estimator }
}

type Where = Readonly<Record<string, unknown>>

/** The `where` argument in the model's words. */
const requestOf = (dimensions: readonly Dimension[], where: Where): SelectionRequest => ({
  ...(where as Omit<SelectionRequest, 'members'>),
  members: Object.fromEntries(dimensions.map(({ id }) => [id, where[fieldName(id)] as readonly string[] | null | undefined])),
})

export const selectIn = (warehouse: Warehouse, id: string, dimensions: readonly Dimension[], where: unknown, within: Area | null): Selection =>
  select(warehouse, subjectIn(warehouse, id), requestOf(dimensions, (where ?? {}) as Where), within)

type SeriesArguments = { readonly indicator: string; readonly by: readonly string[]; readonly at?: string | null; readonly estimator?: string | null }

const seriesOf = (selection: Selection, { indicator, by, at, estimator }: SeriesArguments, { audience }: Context): SeriesNode[] => {
  checkBy(selection, by)
  const measure = measureOf(selection, indicator, estimator as Estimator | null)
  refuseUnpublished(selection, { measures: [measure], by, years: yearsAnswered(selection, null) }, audience)
  const line = linesOf(selection)
  const areas = areasOf(selection, at ?? null)
  const rows = combinations(selection, by).map((members) => ({ members, line: line(measure, members.get(surveyDimension) ?? null) }))
  checkExtrapolation([...new Set(rows.map((row) => row.line))], areas)
  return areas.flatMap((area) => rows.map((row) => ({ by, series: { ...row, area } })))
}

/** Adds the types of one subject: its answer, its series, its filter. Gives what a field of the subject needs. */
export const addSubject = ({ builder, model, nodes, enums }: Kit, shared: SharedInputs, subject: Subject) => {
  const name = typeName(subject.id)
  const dimensions = model.dimensions.filter(({ id, of }) => of === 'unit' || subject.dimensions.includes(id))
  const { indicators, dimensions: dimensionEnum } = enums.ofSubject(subject, dimensions)

  const Filter = builder.inputType(`${name}Filter`, {
    description: `Which part of ${described(subject.label)} is looked at; what is left out is not narrowed.`,
    fields: (t) => ({
      year: t.field({ type: shared.YearRange }),
      area: t.idList({ description: 'Codes of areas, read in the borders of `vintage`.' }),
      vintage: t.int({ description: 'The year whose borders are meant; the model’s where left out.' }),
      areaPolicy: t.field({ type: enums.AreaPolicy }),
      acrossBreaks: t.boolean({ description: 'Let transforms compare years across a break.' }),
      survey: t.id({ description: 'Key of the survey; else the primary one of each year.' }),
      ...Object.fromEntries(
        dimensions.map(({ id, label }) => {
          const members = enums.members.get(id)
          return [fieldName(id), members ? t.field({ type: [members], description: described(label) }) : t.idList({ description: described(label) })]
        }),
      ),
    }),
  })

  const Series = builder.objectRef<SeriesNode>(`${name}Series`)
  Series.implement({
    interfaces: [nodes.Series],
    description: `A series of ${described(subject.label)}.`,
    fields: (t) =>
      Object.fromEntries(
        dimensions.map(({ id, label, members: known }) => {
          const values = known === 'found' ? null : new Set(known.map((member) => member.id))
          const resolve = ({ series: { line, members } }: SeriesNode): string | null => {
            const member = members.get(id) ?? null
            return member === null || values === null ? member : inSchema(values, member, fieldName(id), line.selection.warehouse)
          }
          const options = { nullable: true, description: `${described(label)}. Null where not split by it.`, resolve } as const
          const members = enums.members.get(id)
          return [fieldName(id), members ? t.field({ type: members, ...options }) : t.id(options)]
        }),
      ),
  })

  const Answer = builder.objectRef<Selection>(name)
  Answer.implement({
    description: described(subject.label, subject.description),
    fields: (t) => ({
      series: t.field({
        type: [Series],
        description: 'One series per area and combination of members. Without `at`: one per listed area, or of the country.',
        args: {
          indicator: t.arg({ type: indicators, required: true }),
          by: t.arg({ type: [dimensionEnum], required: true, defaultValue: [] }),
          at: t.arg({ type: enums.AreaLevel }),
          estimator: t.arg({ type: enums.Estimator }),
        },
        resolve: (selection, args, context) => seriesOf(selection, args as SeriesArguments, context),
      }),
      table: t.field({
        type: nodes.Table,
        description: 'The same numbers as flat typed rows.',
        args: {
          indicators: t.arg({ type: [indicators], required: true }),
          by: t.arg({ type: [dimensionEnum], required: true, defaultValue: [] }),
          at: t.arg({ type: enums.AreaLevel }),
          estimator: t.arg({ type: enums.Estimator }),
          transform: t.arg({ type: shared.Transform }),
          having: t.arg({ type: [shared.TableHaving] }),
          orderBy: t.arg({ type: [shared.TableOrder] }),
          limit: t.arg.int({ description: 'Rows at most; `rowCount` still counts all.' }),
          offset: t.arg.int({ description: 'Rows passed over first.' }),
          language: t.arg({ type: enums.Language, description: 'Of the labels.' }),
        },
        resolve: (selection, args, context) => resolveTable(selection, args as TableArguments, context),
      }),
    }),
  })
  return { subject, name, dimensions, Filter, Answer }
}
export type SubjectTypes = ReturnType<typeof addSubject>

export type TableArguments = Omit<SeriesArguments, 'indicator'> & {
  readonly indicators: readonly string[]
  readonly transform?: Parameters<typeof readTransform>[0]
  readonly having?: readonly { column: string; min?: number | null; max?: number | null }[] | null
  readonly orderBy?: readonly { column: string; descending?: boolean | null }[] | null
  readonly limit?: number | null
  readonly offset?: number | null
  readonly language?: string | null
}

const positive = (name: string, value: number | null | undefined): number | null => {
  if (value === null || value === undefined) return null
  if (value < 0) throw userError(`${name} is a number of rows, 0 or more; ${value} came`)
  return value
}

/** The table of a selection, as GraphQL and /data answer it. */
export const resolveTable = async (selection: Selection, args: TableArguments, context: Context): Promise<TableNode> => {
  const ids = selection.subject.indicators.map(({ id }) => id)
  if (args.indicators.length === 0) throw userError(`indicators is empty: name at least one of ${ids.join(', ')}`)
  const measures = [...new Set(args.indicators)].map((id) => measureOf(selection, id, args.estimator as Estimator | null))
  refuseUnpublished(selection, { measures, by: args.by, years: yearsAnswered(selection, null) }, context.audience)
  const { warehouse } = selection
  const years = measures.flatMap(({ indicator }) => indicatorYears(warehouse, selection.subject, indicator))
  const table = await tableOf(
    {
      selection,
      measures,
      by: args.by,
      at: args.at ?? null,
      transform: readTransform(args.transform, measures.map(({ indicator }) => indicator), years),
      having: (args.having ?? []).map(({ column, min, max }) => ({ column, min: min ?? null, max: max ?? null })),
      orderBy: (args.orderBy ?? []).map(({ column, descending }) => ({ column, descending: descending ?? false })),
      limit: positive('limit', args.limit),
      offset: positive('offset', args.offset) ?? 0,
      language: languageOf(args, context),
      maxRows: context.maxRows,
    },
    { estimate: (plan) => context.loaders(warehouse).estimates.load(plan), spend: context.spend },
  )
  const language = languageOf(args, context)
  const address = (format: string) => addressOf(selection, args, language, format)
  const shown = { measures, by: args.by, at: args.at ?? null, years: [...new Set(table.values[0])].map(Number) }
  return { table, warehouse, language, address, citation: (words) => citationOfTable(selection, shown, address('csv'), words) }
}
