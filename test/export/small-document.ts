import { columnsOf } from '../../src/series/column.ts'
import type { Cell } from '../../src/series/table.ts'
import type { Document } from '../../src/export/document.ts'
import type { Piece } from '../../src/export/formats.ts'
import type { Indicator } from '../../src/model/model.ts'

const share = { id: 'share', label: { nb: 'Andel', en: 'Share' }, unit: 'share' } as unknown as Indicator
const visits = { id: 'visits', label: { nb: 'Besøk', en: 'Visits' }, unit: 'visits' } as unknown as Indicator

/** Texts that have meant something else to some format. */
export const hardTexts: readonly string[] = ['=1+1', '@SUM(A1)', '+47', '-', 'a "b"; c,d', 'two\nlines', ' spaces ', '_x0041_', 'ÆØÅ 🎈', '<&>', "'quote", '0301', '1e5', 'null', '', 'tab\tand \u0007']

/** A table of one dimension and two indicators, made by hand: every hard text, and nulls where `row % 5` is 4. */
export const documentOfRows = (rows: number, language = 'en'): Document => {
  const columns = columnsOf(['kind'], () => ({ nb: 'Slag', en: 'Kind' }), [share, visits], null)
  const cells = (read: (row: number) => Cell) => Array.from({ length: rows }, (_, row) => read(row))
  const gone = (row: number) => row % 5 === 4
  const ofIndicator = (value: (row: number) => number) => [
    ...[0, 0.01, -0.5, 0.5].map((more) => cells((row) => (gone(row) ? null : value(row) + more))),
    cells((row) => row),
    cells((row) => (gone(row) ? 'SUPPRESSED' : row === 0 ? 'NORMAL' : 'ESTIMATED')),
  ]
  const values = [
    cells((row) => 2015 + (row % 10)),
    cells((row) => `${2015 + (row % 10)}-01-01`),
    cells((row) => String(row % 1000).padStart(4, '0')),
    cells((row) => `Place ${row % 1000}`),
    cells((row) => hardTexts[row % hardTexts.length] ?? ''),
    cells((row) => hardTexts[(row + 1) % hardTexts.length] ?? ''),
    ...ofIndicator((row) => row / 7),
    ...ofIndicator((row) => row * 1e6 + 1e-9),
  ]
  return {
    table: { columns, values, rowCount: rows, truncated: false, breaks: () => [] },
    model: 'model',
    subject: 'things',
    title: language === 'nb' ? 'Ting' : 'Things',
    language,
    dialect: null,
    release: '0123456789ab',
    createdAt: '2026-01-31T12:34:56.789Z',
    citation: 'Things, 2015–2024. Release 0123456789ab',
    address: (format) => `/data/things.${format}?release=0123456789ab`,
    notice: language === 'nb' ? 'Oppdiktet' : 'Made up',
    licence: 'CC0-1.0',
    csv: 'things.csv',
    secret: null,
  }
}

/** A file as one. */
export const wholeOf = async (pieces: Iterable<Piece> | AsyncIterable<Piece>): Promise<Uint8Array<ArrayBuffer>> => {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
  return new Uint8Array(Buffer.concat(all))
}
