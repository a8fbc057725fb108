import { detailOf, pageSizeIn } from './accept.ts'
import { readApply } from './apply.ts'
import { readOrder, readSelect } from './columns.ts'
import { columnsWith, splitsOf, type EntitySet } from './entity-set.ts'
import type { Row } from './fetch.ts'
import { groupRows } from './group.ts'
import { flagOf, wholeOf } from './options.ts'
import { nextLink, readToken } from './page-link.ts'
import { pageOf, sorted } from './page.ts'
import { collectionOf } from './payload.ts'
import { keeps, readPage, type Page, type Reading } from './read.ts'
import { filterOf, jsonOf, narrowedBy, sourceOf, type Answer, type Request } from './request.ts'
import { rowsIn, slicesOf } from './slices.ts'

// A page has rows for about so many values, unless fewer are preferred.
const pageValues = 400_000

/** How many rows a set has, or groups of them there are. */
export const countOf = async (request: Request, set: EntitySet): Promise<number> => {
  if (request.options.system.$apply !== undefined) return (await applied(request, set)).rows.length
  const { source, rest } = narrowedBy(request, set, filterOf(request, set.columns))
  if (rest.length === 0) return rowsIn(slicesOf(source.warehouse, source.subject, source.axes))
  const { count } = await readPage(source, { order: [], skip: 0, top: 0, from: 0, room: 0, columns: set.key, rest, isCounted: true })
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

/** A page of a set, or of groups of its rows. */
export const answerRows = async (request: Request, set: EntitySet): Promise<Answer> => {
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
