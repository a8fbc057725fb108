import type { Format } from '../formats.ts'
import { drawn } from './sheet.ts'

/** A chart: lines over years, or bars of one year, with intervals, breaks, what is missing and why, and the source. Every number stands in it exactly. */
export const svg: Format = {
  id: 'svg',
  contentType: 'image/svg+xml; charset=utf-8',
  attachment: false,
  write: function* (document) {
    yield drawn(document)
  },
}
