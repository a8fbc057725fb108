import type { Context } from '../../schema/context.ts'
import { releaseAsked } from '../../schema/release-asked.ts'
import { readerOf } from '../export/parameters.ts'
import { allowed } from '../model/nearest.ts'
import type { Warehouse } from '../query/warehouse.ts'
import { detailOf, pageSizeIn, refuseJsonMetadata, type Detail } from './accept.ts'
import { readApply } from './apply.ts'
import { axesOf, narrow } from './axes.ts'
import { readOrder, readSelect } from './columns.ts'
import { columnsWith, entitySets, splitsOf, type EntitySet } from './entity-set.ts'
import { readExpression, type Expression } from './expression.ts'
import type { Row, Source } from './fetch.ts'
import { groupRows } from './group.ts'
import { metadataOf } from './metadata.ts'
import { flagOf, ownOptions, readOptions, refuseOthers, wholeOf, type Given, type Options } from './options.ts'
import { isGone, nextLink, readToken } from './page-link.ts'
import { readPath } from './path.ts'
import { collectionOf, rowAlone } from './payload.ts'
import { pageOf, sorted } from './page.ts'
import { keeps, readPage, type Page, type Reading } from './read.ts'
import { notFound, wrong } from './refusal.ts'
import { serviceDocument } from './service.ts'
import { rowsIn, slicesOf } from './slices.ts'

/** A request as it came. `path`: after the service's root; `root`: its address, with a slash at its end. */
export type Asked = {
  readonly path: string
  readonly root: string
  readonly given: Given
  readonly accept: string | undefined
  readonly prefer: string | undefined
}
export type Answer = { readonly contentType: string; readonly body: string | Iterable<string>; readonly warehouse: Warehouse; readonly preference: string | null }

// A page has rows for about so many values, unless fewer are preferred.
const pageValues = 400_000

/** Everything an answer is made of. */
type Request = Asked & { readonly context: Context; readonly warehouse: Warehouse; readonly options: Options; readonly language: string }

/** Answers a request for the service, its metadata, rows of a set, their number, or one row. Throws user errors. */
export const answerOData = async (context: Context, asked: Asked): Promise<Answer> => {
  const path = readPath(asked.path)
  const options = readOptions(asked.given)
  const token = readToken(options.system.$skiptoken)
  const warehouse = await releaseOf(context, options, token?.release ?? null)
  const read = readerOf(new Map(Object.entries(options.own).map(([name, value]) => [name, [value]])))
  const language = read.word('language', [...new Set(['nb', 'en', ...warehouse.model.languages])]) ?? context.language
  const request: Request = { ...asked, context, warehouse, options, language }
  const plain = (body: string, contentType: string): Answer => ({ body, contentType, warehouse, preference: null })
  if (path.kind === 'metadata') {
    refuseOthers(options, ['$format'], '$metadata')
    refuseJsonMetadata(options.system.$format)
    return plain(metadataOf(warehouse.model, language), 'application/xml;charset=utf-8')
  }
  if (path.kind === 'root') {
    refuseOthers(options, ['$format'], 'the list of sets')
    const detail = detailOf(options.system.$format, asked.accept)
    return plain(serviceDocument(warehouse.model, asked.root, language, detail), jsonOf(detail))
  }
  const set = setNamed(warehouse, path.set)
  if (path.kind === 'count') {
    refuseOthers(options, ['$filter', '$apply'], '$count')
    return plain(String(await countOf(request, set)), 'text/plain;charset=utf-8')
  }
  return path.kind === 'row' ? answerRow(request, set, path.key) : answerRows(request, set)
}

const jsonOf = (detail: Detail): string => `application/json;odata.metadata=${detail};charset=utf-8`

/** A page belongs to the release its read began with, whatever is current by now. */
const releaseOf = async (context: Context, { own }: Options, begun: string | null): Promise<Warehouse> => {
  if (begun === null) return releaseAsked(context, own.release)
  if (begun !== context.warehouse.key && !context.releases().some(({ key }) => key === begun)) throw isGone(begun)
  return releaseAsked(context, begun)
}

const setNamed = ({ model, key }: Warehouse, name: string): EntitySet => {
  const set = entitySets(model).find((one) => one.name === name)
  if (!set) throw notFound(`release ${key} has no set '${name}'; ${allowed(name, entitySets(model).map((one) => one.name))}`)
  return set
}

const sourceOf = ({ context, warehouse, options, language }: Request, { subject }: EntitySet, split: readonly string[]): Source => {
  const { own } = options
  const read = readerOf(new Map(Object.entries(own).map(([name, value]) => [name, [value]])))
  const vintage = read.whole('vintage') ?? warehouse.geography.defaultVintage
  const survey = read.given('survey')
  const surveys = warehouse.model.surveys.map(({ id }) => id)
  if (survey !== null && !surveys.includes(survey)) throw wrong('survey', `there is no survey '${survey}'; ${allowed(survey, surveys)}`)
  const [first, last] = warehouse.geography.vintages
  if (vintage < first || vintage > last) throw wrong('vintage', `borders of ${vintage} are not known; known are those of ${first} to ${last}`)
  const others = ownOptions.flatMap((name) => (own[name] === undefined || name === 'release' || name === 'language' ? [] : [[name, [own[name]]] as const]))
  return {
    context,
    warehouse,
    subject,
    axes: axesOf(warehouse, { subject, split, survey, vintage, language }),
    survey,
    estimator: read.word('estimator', ['reported', 'imputed', 'weighted']),
    others: new Map([...others, ['release', [warehouse.key]], ['language', [language]]]),
  }
}

const filterOf = (request: Request, columns: EntitySet['columns']): Expression | null => {
  const text = request.options.system.$filter
  return text === undefined ? null : readExpression(text, columns, '$filter')
}

/** A set narrowed by the filter: what is left of its axes, and conditions that only rows can answer. */
const narrowedBy = (request: Request, set: EntitySet, filter: Expression | null): { readonly source: Source; readonly rest: readonly Expression[] } => {
  const source = sourceOf(request, set, set.split)
  const { axes, rest } = narrow(source.axes, filter)
  return { source: { ...source, axes }, rest }
}

const everything = { order: [], skip: 0, top: Infinity, from: 0, room: Infinity } as const

const countOf = async (request: Request, set: EntitySet): Promise<number> => {
  if (request.options.system.$apply !== undefined) return (await applied(request, set)).rows.length
  const { source, rest } = narrowedBy(request, set, filterOf(request, set.columns))
  if (rest.length === 0) return rowsIn(slicesOf(source.warehouse, source.subject, source.axes))
  const { count } = await readPage(source, { ...everything, top: 0, columns: set.key, rest, isCounted: true })
  return count ?? 0
}

const applied = async (request: Request, set: EntitySet): Promise<{ readonly rows: readonly Row[]; readonly columns: EntitySet['columns'] }> => {
  const { model } = request.warehouse
  const splits = splitsOf(model, set.subject)
  const apply = readApply(request.options.system.$apply ?? '', set, columnsWith(model, set.subject, splits))
  const rows = await groupRows(sourceOf(request, set, splits), apply)
  const filter = filterOf(request, apply.columns)
  return { rows: rows.filter(keeps(filter === null ? [] : [filter], apply.columns.map(({ name }) => name))), columns: apply.columns }
}

const answerRows = async (request: Request, set: EntitySet): Promise<Answer> => {
  const { options, warehouse, root, given, prefer, context } = request
  const detail = detailOf(options.system.$format, request.accept)
  const token = readToken(options.system.$skiptoken)
  const preferred = pageSizeIn(prefer)
  const grouped = options.system.$apply === undefined ? null : await applied(request, set)
  const columns = grouped?.columns ?? set.columns
  const selected = readSelect(options.system.$select, columns)
  const shown = selected === null ? columns : columns.filter(({ name }) => selected.includes(name))
  const asked = wholeOf(options, '$top') ?? Infinity
  const reading = {
    columns: shown.map(({ name }) => name),
    order: readOrder(options.system.$orderby, columns),
    skip: wholeOf(options, '$skip') ?? 0,
    top: Math.max(0, asked - (token?.given ?? 0)),
    from: token?.from ?? 0,
    room: Math.min(Math.ceil(pageValues / shown.length), context.maxRows, preferred ?? Infinity),
    isCounted: flagOf(options, '$count'),
  }
  const page = grouped ? pageOfGroups(grouped, reading) : await pageOfSet(request, set, reading)
  const next = page.next === null ? null : nextLink(`${root}${set.name}`, given, { release: warehouse.key, from: page.next, given: (token?.given ?? 0) + page.rows.length })
  const payload = { root, set: set.name, columns: shown, isProjected: grouped !== null || selected !== null, key: grouped ? [] : set.key, detail }
  return {
    contentType: jsonOf(detail),
    body: collectionOf(payload, page.rows, { count: page.count, next }),
    warehouse,
    preference: preferred === null ? null : `odata.maxpagesize=${reading.room}`,
  }
}

type Shown = Omit<Reading, 'rest'>

const pageOfSet = (request: Request, set: EntitySet, reading: Shown): Promise<Page> => {
  const { source, rest } = narrowedBy(request, set, filterOf(request, set.columns))
  return readPage(source, { ...reading, rest })
}

const pageOfGroups = ({ rows, columns }: { readonly rows: readonly Row[]; readonly columns: EntitySet['columns'] }, reading: Shown): Page => {
  const names = columns.map(({ name }) => name)
  const { items, next } = pageOf(sorted(rows, (row) => row, reading.order, names), reading)
  const places = reading.columns.map((name) => names.indexOf(name))
  return { rows: items.map((row) => places.map((at) => row[at] ?? null)), next, count: reading.isCounted ? rows.length : null }
}

/** The row that a key names. Throws a user error with status 404 where there is none. */
const answerRow = async (request: Request, set: EntitySet, key: readonly (readonly [string, string | number])[]): Promise<Answer> => {
  const { options, warehouse, root } = request
  refuseOthers(options, ['$select', '$format'], 'a row')
  const detail = detailOf(options.system.$format, request.accept)
  const selected = readSelect(options.system.$select, set.columns)
  const shown = selected === null ? set.columns : set.columns.filter(({ name }) => selected.includes(name))
  const filter = keyText(set, key)
  const { source, rest } = narrowedBy(request, set, readExpression(filter, set.columns, 'key'))
  const { rows } = await readPage(source, { ...everything, columns: shown.map(({ name }) => name), rest, isCounted: false })
  if (!rows[0]) throw notFound(`${set.name} has no row where ${filter}`)
  const payload = { root, set: set.name, columns: shown, isProjected: selected !== null, key: set.key, detail }
  return { contentType: jsonOf(detail), body: rowAlone(payload, rows[0]), warehouse, preference: null }
}

const keyText = (set: EntitySet, key: readonly (readonly [string, string | number])[]): string => {
  const example = `${set.name}(${set.key.map((name) => `${name}=${name === 'year' ? '2024' : "'…'"}`).join(',')})`
  const strange = key.find(([column]) => !set.key.includes(column))
  if (strange || key.length !== set.key.length || new Set(key.map(([column]) => column)).size < key.length)
    throw wrong('key', `${strange && strange[0] !== '' ? `'${strange[0]}' is no column of it` : `each column of it is to be given once, by its name`}; a row is ${example}`)
  return key.map(([column, value]) => `${column} eq ${typeof value === 'number' ? value : `'${value.replaceAll("'", "''")}'`}`).join(' and ')
}
