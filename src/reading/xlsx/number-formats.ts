import type { Archive } from './archive.ts'
import { parsePart } from './xml.ts'

/** How a number is shown: as a day or time, as hours that passed, or (null) as a number. */
export type NumberFormat = 'date' | 'elapsed' | null

/** Formats that every program knows by number: ECMA-376 part 1, 18.8.30. */
const knownFormats = (id: number): NumberFormat => {
  if (id === 46) return 'elapsed'
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58) ? 'date' : null
}

/** How the numbers of each style of a workbook are shown, in the order that cells name them by. */
export const formatsOf = async (archive: Archive, part: string, limit: number): Promise<NumberFormat[]> => {
  const own = new Map<number, NumberFormat>()
  const styles: NumberFormat[] = []
  let inside = ''
  await parsePart(archive, part, limit, {
    open: (name, attributes) => {
      if (name === 'numFmts' || name === 'cellXfs') inside = name
      const id = Number(attributes['numFmtId'] ?? 0)
      if (name === 'numFmt' && inside === 'numFmts') own.set(id, formatOf(attributes['formatCode'] ?? ''))
      if (name === 'xf' && inside === 'cellXfs') styles.push(own.has(id) ? (own.get(id) ?? null) : knownFormats(id))
    },
    close: (name) => {
      if (name === inside) inside = ''
    },
  })
  return styles
}

/** What a format such as `[$-414]d. mmmm yyyy;@` shows; letters in quotes, after a backslash or in brackets do not count. */
export const formatOf = (code: string): NumberFormat => {
  const bare = code.replaceAll(/"[^"]*"?|[\\_*]./g, '')
  const [first = ''] = bare.split(';')
  if (/\[(h+|m+|s+)\]/i.test(first)) return 'elapsed'
  return /[ymdhs]/i.test(first.replaceAll(/\[[^\]]*\]|general|standard/gi, '')) ? 'date' : null
}
