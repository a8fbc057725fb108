import { userError } from '../../errors.ts'
import type { Document } from '../document.ts'
import type { Format } from '../formats.ts'
import { drawn } from './sheet.ts'

/** Far more than can be seen in a chart; a drawing is made at once, and others wait for it. */
const mostRows = 50_000

const refuseTooLong = ({ table: { values, rowCount } }: Document): void => {
  const rows = values[0]?.length ?? 0
  if (rows > mostRows) throw userError(`this table has ${rows} rows, and a chart draws at most ${mostRows}; narrow it to fewer years, areas or members, or take it as csv or parquet`, { rowCount })
}

/** A chart: lines over years, or bars of one year, with intervals, breaks, what is missing and why, and the source. Every number stands in it exactly. */
export const svg: Format = {
  id: 'svg',
  contentType: 'image/svg+xml; charset=utf-8',
  attachment: false,
  write: (document) => {
    refuseTooLong(document)
    return [drawn(document)]
  },
}
