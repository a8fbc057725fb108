import { open, readFile } from 'node:fs/promises'
import { unreadable } from './damage.ts'
import type { FileRow, Format, Reading } from './reading.ts'
import { openArchive, tooLarge, withArchive } from './xlsx/archive.ts'
import { chosenSheet } from './xlsx/chosen-sheet.ts'
import { headerRow } from './xlsx/header-row.ts'
import { sheetRows, type SheetRow } from './xlsx/sheet-rows.ts'
import { readWorkbook, type SheetPart, type Workbook } from './xlsx/workbook.ts'

// Own reader on yauzl and saxes: of the packages that read workbooks, read-excel-file loses error cells, exceljs (unkept since 2023) loses words
// that have a reading and days written as text, and hucre loses the rest of a sheet that was cut.

/** More cells than any wave has; as many rows as Excel knows, of 50 columns. */
const mostCells = 50_000_000
const batchCells = 100_000

/**
 * Workbooks of Excel 2007 and later, and of what writes like it. The first row with something in it is the header, or the
 * one that has the names that are given; rows without anything are passed over, a
 * row keeps its number on the sheet, and a row with more cells than the header keeps them. Rows are unpacked as they are asked for; held in memory
 * are only the texts that cells share, 256 MiB of XML at most. A sheet may have 2 GiB of XML and 50 million cells.
 */
export const xlsx: Format = {
  id: 'xlsx',
  endings: ['xlsx', 'xlsm', 'xltx', 'xltm', 'xls', 'xlsb', 'ods'],
  recognise: (head) => isZip(head) || isCompound(head),
  open: async (path, file, { sheet: name, header: names } = {}) => {
    await refuseCompound(path, file)
    const { workbook, sheet, first } = await withArchive(path, file, async (archive) => {
      const workbook = await readWorkbook(archive)
      return { workbook, ...(await chosenSheet(archive, workbook, name)) }
    })
    const { row: header, above } = headerRow(file, first, names)
    const columns = header.cells.map((text) => ({ name: text, label: null, kind: null, labels: {} }))
    return { columns, header: { line: header.line, above }, rows: dataRows({ path, file, workbook, sheet, header }) } satisfies Reading
  },
}

type Opened = { readonly path: string; readonly file: string; readonly workbook: Workbook; readonly sheet: SheetPart; readonly header: SheetRow }

async function* dataRows({ path, file, workbook, sheet, header }: Opened): AsyncGenerator<readonly FileRow[]> {
  const [archive, close] = await openArchive(path, file)
  const width = header.cells.length
  let above = true
  let seen = 0
  let batch: FileRow[] = []
  let held = 0
  try {
    for await (const rows of sheetRows(archive, workbook, sheet)) {
      for (const { line, cells } of rows) {
        if (above) {
          above = line !== header.line
          continue
        }
        while (cells.length < width) cells.push('')
        held += cells.length
        batch.push({ line, cells })
        if (held < batchCells) continue
        seen += held
        if (seen > mostCells) throw tooLarge(file, `sheet '${sheet.name}' has more than ${mostCells} cells`)
        yield batch
        batch = []
        held = 0
      }
    }
    if (batch.length > 0) yield batch
  } finally {
    close()
  }
}

const isZip = (head: Buffer): boolean => ['504b0304', '504b0506'].includes(head.subarray(0, 4).toString('hex'))
const isCompound = (head: Buffer): boolean => head.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1'

/** A compound file is a workbook of before 2007, or a later one under a password. */
const refuseCompound = async (path: string, file: string): Promise<void> => {
  const handle = await open(path)
  const { buffer } = await handle.read(Buffer.alloc(8)).finally(() => handle.close())
  if (!isCompound(buffer)) return
  if ((await readFile(path)).includes(Buffer.from('EncryptedPackage', 'utf16le')))
    throw unreadable(file, 'the file is protected by a password', 'open it in Excel and save it without one (File, Info, Encrypt with Password: empty)')
  throw unreadable(file, 'this is a workbook of Excel 97-2003 (.xls), or another old Office file', 'open it in Excel and save it as Excel workbook (.xlsx)')
}
