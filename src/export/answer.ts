import type { Context } from '../../schema/context.ts'
import { releaseAsked } from '../../schema/release-asked.ts'
import { resolveTable, selectIn } from '../../schema/subject.ts'
import { UsageError, userError } from '../errors.ts'
import type { Subject } from '../model/model.ts'
import { fieldName } from '../model/names.ts'
import { allowed } from '../model/nearest.ts'
import { dimensionsOf } from '../query/selection.ts'
import type { Warehouse } from '../query/warehouse.ts'
import { surveyDimension } from '../series/grid.ts'
import type { Table } from '../series/table.ts'
import { fixedParameters, readerOf, unknownParameter, type Parameters, type Reader } from './parameters.ts'
import { readHaving, readMembers, readOrder, readTransformParameter, readYear } from './selecting.ts'

/** `citation`: a reference to the table, in its language. `address`: where the same table is a file of a format, relative to the server. */
export type Answered = {
  readonly subject: Subject
  readonly dialect: string | null
  readonly table: Table
  readonly warehouse: Warehouse
  readonly language: string
  readonly citation: string
  readonly address: (format: string) => string
}
export type Asked = { readonly subject: string; readonly parameters: Parameters }

/** The same table as GraphQL's `table`, asked for with parameters. Throws user errors; one with HTTP status 404 for an unknown subject. */
export const answerTable = async (context: Context, { subject: id, parameters }: Asked): Promise<Answered> => {
  const read = readerOf(parameters)
  const warehouse = await releaseOf(context, read)
  const subject = subjectOf(warehouse, id)
  const dimensions = dimensionsOf(warehouse, subject)
  const unknown = unknownParameter(parameters, dimensions.map((one) => one.id))
  if (unknown !== null) throw userError(unknown)
  const language = read.word('language', [...new Set(['nb', 'en', ...warehouse.model.languages])]) ?? context.language
  const members = dimensions.flatMap(({ id: name }) => {
    const values = parameters.get(name)
    return values ? [[fieldName(name), readMembers(values, warehouse.members(name))] as const] : []
  })
  const where = {
    year: readYear(read),
    area: read.list('area'),
    vintage: read.whole('vintage'),
    areaPolicy: read.word('area_policy', ['allocate', 'withhold', 'cluster']),
    acrossBreaks: read.word('across_breaks', ['true', 'false']) === 'true',
    survey: read.given('survey'),
    ...Object.fromEntries(members),
  }
  const limit = read.whole('limit')
  const named = read.list('indicators')
  const ids = dimensions.map((one) => one.id)
  const selection = await inParameters(ids, async () => selectIn(warehouse, subject.id, dimensions, where, null))
  const args = {
    indicators: named ?? subject.indicators.map((one) => one.id),
    by: byOf(read, [...ids, surveyDimension]),
    at: read.word('at', warehouse.geography.levels),
    estimator: read.word('estimator', ['reported', 'imputed', 'weighted']),
    transform: readTransformParameter(read),
    having: readHaving(read),
    orderBy: readOrder(read),
    limit,
    offset: read.whole('offset'),
    language,
  }
  const { table, citation, address } = await inParameters(ids, () => resolveTable(selection, args, { ...context, maxRows: context.maxFileRows })).catch((error: unknown) => {
    throw named ? error : withHint(error)
  })
  refuseCut(table, limit, read.whole('offset') ?? 0, context.maxFileRows)
  return { subject, dialect: read.word('dialect', ['nb']), table, warehouse, language, citation: citation(language), address }
}

/** For the command line, where a name that is none is wrong usage. */
export const refuseUnknownFlags = async (context: Context, { subject: id, parameters }: Asked): Promise<void> => {
  const warehouse = await releaseOf(context, readerOf(parameters))
  const dimensions = dimensionsOf(warehouse, subjectOf(warehouse, id)).map((one) => one.id)
  const unknown = unknownParameter(parameters, dimensions)
  if (unknown !== null) throw new UsageError(unknown)
}

const releaseOf = (context: Context, { given }: Reader): Promise<Warehouse> => releaseAsked(context, given('release'))

const subjectOf = ({ model }: Warehouse, id: string): Subject => {
  const subject = model.subjects.find((one) => one.id === id)
  const ids = model.subjects.map((one) => one.id)
  if (!subject) throw userError(`there is no subject '${id}'; ${allowed(id, ids)}`, { code: 'NOT_FOUND', http: { status: 404 } })
  return subject
}

/** Runs, and says what is wrong with the parameters as they came instead of as arguments of GraphQL: `where.ageGroup` -> `age_group`. */
const inParameters = async <T>(dimensions: readonly string[], run: () => Promise<T>): Promise<T> => {
  const names = new Map([...Object.keys(fixedParameters), ...dimensions].map((id) => [fieldName(id), id]))
  const mixed = [...names.keys()].filter((field) => /[A-Z]/.test(field)).join('|')
  try {
    return await run()
  } catch (error) {
    const { message = '', extensions } = error as { message?: string; extensions?: { code?: string } }
    if (extensions?.code !== 'BAD_USER_INPUT') throw error
    const told = message
      .replaceAll(/\bwhere\.(\w+)(?:\.in\b)?/g, (_, field: string) => names.get(field) ?? field)
      .replaceAll(new RegExp(`\\b(?:${mixed})\\b`, 'g'), (field) => names.get(field) ?? field)
    throw userError(told, extensions)
  }
}

/** Told beside what is wrong with one indicator that nobody named. */
const withHint = (error: unknown): unknown => {
  const { message, extensions } = error as { message?: string; extensions?: { code?: string } }
  if (extensions?.code !== 'BAD_USER_INPUT') return error
  return userError(`${message ?? ''}; or name the indicators, for none named means all`, extensions)
}

/** Rows have a year in any case. */
const byOf = ({ words }: Reader, dimensions: readonly string[]): readonly string[] =>
  (words('by', [...dimensions, 'year']) ?? []).filter((id) => id !== 'year')

// A file says nothing of the rows it lacks.
const refuseCut = ({ rowCount, values }: Table, limit: number | null, offset: number, maxRows: number): void => {
  const expected = Math.min(limit ?? Infinity, Math.max(0, rowCount - offset))
  if ((values[0]?.length ?? 0) < expected)
    throw userError(`this table has ${rowCount} rows, and a file at most ${maxRows}; narrow it, or take it in parts with limit=${maxRows} and offset`, { rowCount })
}
