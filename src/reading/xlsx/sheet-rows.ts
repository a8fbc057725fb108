import { damaged } from '../damage.ts'
import type { Archive } from './archive.ts'
import { cellText } from './cell-text.ts'
import type { SheetPart, Workbook } from './workbook.ts'
import { writtenText } from './written-text.ts'
import { parsing } from './xml.ts'

/** A row with something in it: its number on the sheet, and the text of its cells up to the last one that is not empty. */
export type SheetRow = { readonly line: number; readonly cells: string[] }

/** XML of a sheet, in bytes. */
const limit = 2 ** 31
const mostRows = 1_048_576
const mostColumns = 16_384

/** Rows of a sheet as they are unpacked, hidden ones too. Throws RefusedInput where the file is damaged. */
export async function* sheetRows(archive: Archive, workbook: Workbook, { part }: SheetPart): AsyncGenerator<readonly SheetRow[]> {
  let rows: SheetRow[] = []
  const events = rowEvents(archive.file, workbook, (row) => rows.push(row))
  for await (const _ of parsing(archive, part, limit, events)) {
    if (rows.length > 0) yield rows
    rows = []
  }
}

const rowEvents = (file: string, workbook: Workbook, push: (row: SheetRow) => void) => {
  const inline = writtenText()
  let line = 0
  let column = 0
  let cells: string[] = []
  let attributes: Readonly<Record<string, string>> = {}
  let value: string | null = null
  let formula: string | null = null
  let inside = ''
  const finish = () => {
    const text = cellText(file, workbook, {
      place: attributes['r'] ?? `${line}:${column}`,
      kind: attributes['t'] ?? '',
      style: Number(attributes['s'] ?? 0),
      value,
      inline: inline.whole(),
      formula,
    })
    if (text === '') return
    while (cells.length < column - 1) cells.push('')
    cells[column - 1] = text
  }
  return {
    open: (name: string, given: Readonly<Record<string, string>>) => {
      if (name === 'row') {
        line = given['r'] === undefined ? line + 1 : Number(given['r'])
        if (!(Number.isInteger(line) && line >= 1 && line <= mostRows)) throw damaged(file, `a sheet has ${mostRows} rows; row ${given['r'] ?? line} came`)
        column = 0
        cells = []
      } else if (name === 'c') {
        column = given['r'] === undefined ? column + 1 : columnOf(given['r'])
        if (!(column >= 1 && column <= mostColumns)) throw damaged(file, `there is no cell ${given['r'] ?? column} in row ${line}`, line)
        ;[attributes, value, formula] = [given, null, null]
        inline.clear()
      } else if (name === 'v') [inside, value] = [name, '']
      else if (name === 'f') [inside, formula] = [name, '']
      else inline.open(name)
    },
    text: (text: string) => {
      if (inside === 'v') value += text
      else if (inside === 'f') formula += text
      else inline.add(text)
    },
    close: (name: string) => {
      if (name === 'c') finish()
      else if (name === 'row') {
        if (cells.length > 0) push({ line, cells })
      } else if (name === inside) inside = ''
      else inline.close(name)
    },
  }
}

/** `B7` -> 2; 0 where there is no such cell. */
const columnOf = (place: string): number =>
  /^[A-Z]{1,3}\d+$/.test(place) ? [...place.replace(/\d+/, '')].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) : 0
