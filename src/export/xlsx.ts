import { Readable } from 'node:stream'
import { ZipFile } from 'yazl' // MIT, the writer beside yauzl; write-excel-file holds all rows, exceljs is unkept, hucre streams one sheet only
import { userError } from '../errors.ts'
import { chunksOf } from './chunks.ts'
import type { Document } from './document.ts'
import type { Format } from './formats.ts'
import type { Texts } from './xlsx/cell.ts'
import { dataSheet, rangeOf } from './xlsx/data-sheet.ts'
import { noteRows, noteWidths, sourceRows } from './xlsx/notes.ts'
import { contentTypesXml, packageRelationsXml, propertiesXml, sharedTextsXml, workbookRelationsXml, workbookXml } from './xlsx/parts.ts'
import { stylesXml } from './xlsx/styles.ts'
import { textSheet } from './xlsx/text-sheet.ts'
import { wordsOf } from './xlsx/words.ts'

/** Excel has 1 048 576 rows; one is the header. */
const mostRows = 1_048_575

const refuseTooLong = ({ table: { values } }: Document): void => {
  const rows = values[0]?.length ?? 0
  if (rows <= mostRows) return
  const wayOut = 'narrow it, take it in parts with limit and offset, or as csv or parquet'
  throw userError(`this table has ${rows} rows, and a sheet of Excel at most ${mostRows}; ${wayOut}`, { rowCount: rows })
}

async function* pieces(document: Document): AsyncIterable<Uint8Array> {
  const { table, title, citation, createdAt, language } = document
  const { sheets } = wordsOf(language)
  const texts: Texts = new Map()
  const zip = new ZipFile()
  // The same table gives the same bytes, wherever: archives keep the time of the clock on the wall, so it is read as such.
  const options = { mtime: new Date(createdAt.slice(0, 19)), forceDosTimestamp: true }
  const part = (path: string, xml: () => Iterable<string>) =>
    zip.addReadStreamLazy(path, options, (give) => give(null, Readable.from(chunksOf(withHead(xml())), { objectMode: false })))
  part('[Content_Types].xml', () => [contentTypesXml(sheets.length)])
  part('_rels/.rels', () => [packageRelationsXml()])
  part('docProps/core.xml', () => [propertiesXml({ title, description: citation, created: createdAt })])
  part('xl/workbook.xml', () => [workbookXml(sheets, rangeOf(table))])
  part('xl/_rels/workbook.xml.rels', () => [workbookRelationsXml(sheets.length)])
  part('xl/styles.xml', () => [stylesXml()])
  part('xl/worksheets/sheet1.xml', () => dataSheet(table, texts))
  part('xl/worksheets/sheet2.xml', () => textSheet(noteRows(document), noteWidths, texts))
  part('xl/worksheets/sheet3.xml', () => textSheet(sourceRows(document), noteWidths, texts))
  part('xl/sharedStrings.xml', () => sharedTextsXml(texts)) // last: made of what the sheets had
  zip.end()
  const bytes = zip.outputStream as Readable
  zip.on('error', (error: Error) => bytes.destroy(error))
  yield* bytes
}

function* withHead(xml: Iterable<string>): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  yield* xml
}

/** Workbook of Excel 2007 and later: data, notes and source, a sheet each; typed cells, true dates, no formulas. */
export const xlsx: Format = {
  id: 'xlsx',
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  attachment: true,
  write: (document) => {
    refuseTooLong(document)
    return pieces(document)
  },
}
