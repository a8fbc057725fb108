import { chunksOf } from '../export/chunks.ts'
import type { Column } from '../series/column.ts'
import type { Detail } from './accept.ts'
import { edmType, namespace, rowType } from './edm.ts'
import type { Row } from './fetch.ts'

/** Rows on their way out. `root`: of the service, with a slash at its end. */
export type Payload = {
  readonly root: string
  readonly set: string
  readonly columns: readonly Column[]
  /** Whether the columns are not all there are, or not those of the set. */
  readonly isProjected: boolean
  /** Columns of the key, by which rows have an address; empty: they have none. */
  readonly key: readonly string[]
  readonly detail: Detail
}

const context = ({ root, set, columns, isProjected }: Payload): string => `${root}$metadata#${set}${isProjected ? `(${columns.map(({ name }) => name).join(',')})` : ''}`

/** A row as JSON: its columns in their order, null where missing. Of its own it says type and address, where all is to be said. */
const rowWriter = (payload: Payload): ((row: Row) => string) => {
  const { columns, detail, root, set, key } = payload
  const cells = columns.map((column, index) => {
    const type = edmType(column)
    // The others are told by their JSON.
    const said = detail === 'full' && (type === 'Int32' || type === 'Date') ? `"${column.name}@odata.type":"#${type}",` : ''
    return (row: Row) => `${said}"${column.name}":${JSON.stringify(row[index] ?? null)}`
  })
  const plain = (row: Row) => cells.map((write) => write(row)).join(',')
  if (detail !== 'full' || key.length === 0) return plain
  const places = key.map((name) => [name, columns.findIndex((one) => one.name === name)] as const)
  const isAddressed = places.every(([, at]) => at >= 0)
  return (row) => {
    const values = places.map(([name, at]) => `${name}=${typeof row[at] === 'number' ? String(row[at]) : encodeURIComponent(`'${String(row[at]).replaceAll("'", "''")}'`)}`)
    const id = isAddressed ? `"@odata.id":${JSON.stringify(`${root}${set}(${values.join(',')})`)},` : ''
    return `"@odata.type":"#${namespace}.${rowType(set)}",${id}${plain(row)}`
  }
}

/** A collection, piece by piece. `count`: of all its rows; `next`: address of those that follow; null where not told. */
export const collectionOf = (payload: Payload, rows: readonly Row[], { count, next }: { readonly count: number | null; readonly next: string | null }): Iterable<string> => {
  const write = rowWriter(payload)
  return chunksOf(
    (function* () {
      const head = [payload.detail === 'none' ? [] : [`"@odata.context":${JSON.stringify(context(payload))}`], count === null ? [] : [`"@odata.count":${count}`]].flat()
      yield `{${head.map((one) => `${one},`).join('')}"value":[`
      for (const [index, row] of rows.entries()) yield `${index === 0 ? '\n' : ',\n'}{${write(row)}}`
      yield `\n]${next === null ? '' : `,"@odata.nextLink":${JSON.stringify(next)}`}}\n`
    })(),
  )
}

export const rowAlone = (payload: Payload, row: Row): string =>
  `{${payload.detail === 'none' ? '' : `"@odata.context":${JSON.stringify(`${context(payload)}/$entity`)},`}${rowWriter(payload)(row)}}\n`
