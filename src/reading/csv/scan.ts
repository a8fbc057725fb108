/** A record of delimited text: where its bytes are, without the line end, the line it begins on, how many cells it has. */
export type CsvRecord = {
  /** Valid until the next record is told. */
  readonly data: Buffer
  readonly from: number
  readonly to: number
  readonly line: number
  readonly cells: number
  /** Whether a quoted cell goes on over a line end. */
  readonly several: boolean
  /** Not CSV: why. */
  readonly broken: Broken | null
}
export type Scanner = {
  /** Takes the next bytes, of any length. */
  readonly take: (bytes: Buffer) => void
  /** Nothing follows. */
  readonly end: () => void
  /** False: no cell so far has quotes, or blanks around it. */
  readonly dressed: () => boolean
}

const lf = 10
const cr = 13
const quote = 34
const longestRecord = 64 << 20

type State = 'begin' | 'plain' | 'quoted' | 'closed'

// First and last bytes of blanks in UTF-8, and of some letters.
const mayBeBlank = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte <= 32 || [0xc2, 0xe1, 0xe2, 0xe3, 0xef].includes(byte) || (byte >= 0x80 && byte <= 0x8a) || [0x9f, 0xa0, 0xa8, 0xa9, 0xaf, 0xbf].includes(byte) ? 1 : 0,
)

/** What is not CSV, in words. */
export const brokenWords = {
  opened: { en: 'a quote stands inside a cell that does not begin with one', nb: 'et anførselstegn står inne i en celle som ikke begynner med et' },
  after: { en: 'text follows the quote that ends a cell', nb: 'det står tekst etter anførselstegnet som avslutter en celle' },
  open: { en: 'a quote in this row is never closed', nb: 'et anførselstegn i denne raden blir aldri lukket' },
  long: {
    en: `a row is longer than ${longestRecord >> 20} MB, as where a quote is never closed`,
    nb: `en rad er lengre enn ${longestRecord >> 20} MB, som når et anførselstegn aldri lukkes`,
  },
} as const
export type Broken = keyof typeof brokenWords

/**
 * Cuts UTF-8 text at its records (RFC 4180; line ends are CR LF, LF or CR) and counts their cells, without looking into them. `delimiter`
 * is one byte. Records without any byte are not told.
 */
export const createScanner = (delimiter: number, each: (record: CsvRecord) => void): Scanner => {
  let rest: Buffer = Buffer.alloc(0)
  let state: State = 'begin'
  let line = 1
  let began = 1
  let cells = 1
  let several = false
  let broken: Broken | null = null
  let dressed = false
  let afterCr = false // the line end of a record was CR: an LF that follows belongs to it

  const tell = (data: Buffer, from: number, to: number): void => {
    if (to > from) each({ data, from, to, line: began, cells, several, broken })
    state = 'begin'
    began = line
    cells = 1
    several = false
    broken = null
  }

  // Two functions, of which only one runs on most files: in one, what never ran before would be compiled anew for every piece.
  /** Cuts from `start` on, where no quotes and CR are. Gives where the record begins that has not ended. */
  const cutPlain = (data: Buffer, start: number): number => {
    let from = 0
    let before = start > 0 ? (data[start - 1] as number) : lf
    for (let at = start; at < data.length; at += 1) {
      const byte = data[at] as number
      if (byte === delimiter || byte === lf) {
        if (mayBeBlank[before] === 1 && before !== lf && before !== delimiter) dressed = true
        if (byte === delimiter) cells += 1
        else {
          line += 1
          tell(data, from, at)
          from = at + 1
        }
      } else if ((before === delimiter || before === lf) && mayBeBlank[byte] === 1) dressed = true
      before = byte
    }
    state = before === delimiter || before === lf ? 'begin' : 'plain'
    return from
  }

  const cutAny = (data: Buffer, start: number): number => {
    let from = 0
    for (let at = start; at < data.length; at += 1) {
      const byte = data[at] as number
      if (afterCr) {
        afterCr = false
        if (byte === lf) {
          if (state === 'begin' && at === from) from = at + 1
          continue
        }
      }
      if (byte === lf || byte === cr) {
        line += 1
        afterCr = byte === cr
        if (state === 'quoted') several = true
        else {
          if (state === 'plain') dressed ||= mayBeBlank[data[at - 1] as number] === 1
          tell(data, from, at)
          from = at + 1
        }
      } else if (state === 'quoted') {
        if (byte === quote) state = 'closed'
      } else if (byte === delimiter) {
        if (state === 'plain') dressed ||= mayBeBlank[data[at - 1] as number] === 1
        cells += 1
        state = 'begin'
      } else if (byte === quote) {
        dressed = true
        if (state === 'begin' || state === 'closed') state = 'quoted'
        else broken ??= 'opened'
      } else if (state !== 'plain') {
        if (state === 'closed') broken ??= 'after'
        else dressed ||= mayBeBlank[byte] === 1
        state = 'plain'
      }
    }
    return from
  }

  const take = (bytes: Buffer): void => {
    const data = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const isPlain = (state === 'begin' || state === 'plain') && !afterCr && !bytes.includes(quote) && !bytes.includes(cr)
    const from = isPlain ? cutPlain(data, rest.length) : cutAny(data, rest.length)
    rest = Buffer.from(data.subarray(from))
    if (rest.length > longestRecord) {
      broken = 'long'
      tell(rest, 0, 1024)
      rest = Buffer.alloc(0)
    }
  }

  const end = (): void => {
    if (state === 'quoted') broken ??= 'open'
    tell(rest, 0, rest.length)
    rest = Buffer.alloc(0)
  }
  return { take, end, dressed: () => dressed }
}

/** The cells of a record as text: quotes taken off, the rest as it stands. Of a broken record, as near as can be told. */
export const cellsOf = ({ data, from: begin, to: end }: Pick<CsvRecord, 'data' | 'from' | 'to'>, delimiter: string): string[] => {
  const text = data.toString('utf8', begin, end)
  if (!text.includes('"')) return text.split(delimiter)
  const cells: string[] = []
  for (let at = 0; at <= text.length; ) {
    const quoted = text[at] === '"' ? /"((?:[^"]|"")*)"?/y : null
    if (quoted) quoted.lastIndex = at
    const inside = quoted?.exec(text)
    const from = inside ? quoted?.lastIndex ?? at : at
    const next = text.indexOf(delimiter, from)
    const to = next < 0 ? text.length : next
    cells.push(`${(inside?.[1] ?? '').replaceAll('""', '"')}${text.slice(from, to)}`)
    at = to + 1
  }
  return cells
}
