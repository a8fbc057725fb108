import type { Sheet } from './sheet.ts'

type Plain = Readonly<Record<string, unknown>>
type Value = Sheet['rows'][number][number]
type Row = ReadonlyMap<string, Value>

/**
 * Any GraphQL answer as rows: one per innermost object of its lists, which repeats the values of the objects around it. An object
 * within an object gives dotted names, a list of scalars one text. Where several lists have rows, `path` says from which each row is.
 */
export const flatten = (data: Plain): Sheet => {
  const root = withoutWrapping(data)
  const found = rowsIn(root, '')
  const paths = new Set(found.map(({ path }) => path))
  const rows = found.map(({ path, row }) => (paths.size > 1 ? new Map<string, Value>([['path', path], ...row]) : row))
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))]
  // A single object that is missing has no fields to name: its own name gives way to theirs.
  const kept = columns.filter((name) => !columns.some((other) => other.startsWith(`${name}.`)) || rows.some((row) => (row.get(name) ?? null) !== null))
  return { columns: kept, rows: rows.map((row) => kept.map((name) => row.get(name) ?? null)) }
}

const withoutWrapping = (value: Plain): Plain => {
  const [only, ...others] = Object.values(value)
  return others.length === 0 && isPlain(only) && !isTable(only) ? withoutWrapping(only) : value
}

type Found = { readonly path: string; readonly row: Row }
type Parts = { readonly cells: Map<string, Value>; readonly lists: { readonly name: string; readonly items: readonly Plain[] }[] }

const rowsIn = (object: Plain, path: string): Found[] => {
  const { cells, lists } = partsOf(object, '', { cells: new Map(), lists: [] })
  if (lists.every(({ items }) => items.length === 0)) return path === '' && cells.size === 0 ? [] : [{ path, row: cells }]
  return lists.flatMap(({ name, items }) => {
    const below = path === '' ? name : `${path}.${name}`
    return items.flatMap((item) => rowsIn(item, below)).map((inner) => ({ path: inner.path, row: under(cells, name, inner.row) }))
  })
}

/** A row within its parent's; a name that both have gets the list's name before it. */
const under = (parent: Row, list: string, row: Row): Row =>
  new Map([...parent, ...[...row].map(([name, value]) => [parent.has(name) ? `${list}.${name}` : name, value] as const)])

const partsOf = (object: Plain, prefix: string, parts: Parts): Parts => {
  const bulk = bulkRows(object)
  if (bulk) parts.lists.push({ name: prefix.slice(0, -1) || bulk.name, items: bulk.items })
  for (const [key, value] of Object.entries(object)) {
    if (bulk?.instead.includes(key)) continue
    const name = `${prefix}${key}`
    if (isPlain(value)) partsOf(value, `${name}.`, parts)
    else if (Array.isArray(value) && value.some(isPlain)) parts.lists.push({ name, items: value.filter(isPlain) })
    else if (Array.isArray(value)) parts.cells.set(name, value.map((one) => (one === null ? '' : String(one))).join(', ') || null)
    else parts.cells.set(name, scalar(value))
  }
  return parts
}

const scalar = (value: unknown): Value => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null)

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isTable = (value: Plain): boolean => bulkRows(value) !== null

const tableFields = ['columns', 'rowCount', 'truncated', 'url', 'citation', 'rows', 'records', 'columnar']

/** The rows of a table in any of its three shapes, or of a series given as `years` and `values`; null where the object has none. */
const bulkRows = (object: Plain): { name: string; items: readonly Plain[]; instead: readonly string[] } | null => {
  const { records, rows, columnar, columns, years, values } = object
  if (isList(records) && records.every(isPlain)) return { name: 'records', items: records, instead: tableFields }
  if (isPlain(columnar) && Object.values(columnar).every(isList)) return { name: 'columnar', items: transposed(columnar as Record<string, unknown[]>), instead: tableFields }
  if (isList(rows) && rows.every(isList)) return { name: 'rows', items: named(rows, columns), instead: tableFields }
  if (isList(years) && isList(values) && years.length === values.length)
    return { name: 'values', items: years.map((year, index) => ({ year, value: values[index] })), instead: ['years', 'values'] }
  return null
}

const transposed = (columnar: Readonly<Record<string, readonly unknown[]>>): Plain[] => {
  const entries = Object.entries(columnar)
  return (entries[0]?.[1] ?? []).map((_, row) => Object.fromEntries(entries.map(([name, column]) => [name, column[row]])))
}

const named = (rows: readonly (readonly unknown[])[], columns: unknown): Plain[] => {
  const names = isList(columns) ? columns.map((one) => (isPlain(one) && typeof one['name'] === 'string' ? one['name'] : null)) : []
  return rows.map((row) => Object.fromEntries(row.map((cell, index) => [names[index] ?? `column_${index + 1}`, cell])))
}
