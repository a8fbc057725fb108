import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { formats } from '../../src/export/formats.ts'
import type { Cell } from '../../src/series/table.ts'
import { documentOfRows } from './small-document.ts'

// Writes a long table in every format and prints, by format, its bytes and how much more than before was in use at most, garbage aside.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const rows = Number(process.argv[2])
const whole = documentOfRows(10)
const columnOf = (name: string, column: readonly Cell[]): Cell[] =>
  Array.from({ length: rows }, (_, row) => (name === 'year' ? 2000 + (row % 20) : name === 'area' ? String(Math.floor(row / 20)) : (column[row % 10] ?? null)))
const values = whole.table.columns.map(({ name }, at) => columnOf(name, whole.table.values[at] ?? []))
const document = { ...whole, table: { ...whole.table, values, rowCount: rows } }
const inUse = (): number => {
  collect()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + Math.max(external, arrayBuffers)
}
const measured: { [format: string]: { readonly bytes: number; readonly most: number } } = {}
for (const { id, write } of formats.filter((format) => !process.argv.slice(3).includes(format.id))) {
  for await (const _ of write({ ...whole, table: { ...whole.table, values: values.map((column) => column.slice(0, 10)) } })); // loads what it needs
  const before = inUse()
  let [bytes, most, next] = [0, 0, 0]
  for await (const piece of write(document)) {
    bytes += piece.length
    if (bytes < next) continue
    most = Math.max(most, inUse() - before)
    next = bytes + 2_000_000
  }
  measured[id] = { bytes, most }
}
process.stdout.write(JSON.stringify(measured))
