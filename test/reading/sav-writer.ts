/** A variable to write: width 0 is a number; texts of up to 255 bytes. */
export type Column = {
  readonly name: string
  readonly width: number
  /** Number of its format; 5 (F) and 1 (A) where not said. */
  readonly format?: number
  readonly missing?: readonly number[]
  readonly range?: boolean
  readonly label?: string
}
export type Extension = { readonly subtype: number; readonly bytes: Buffer }
/** Null: no value (SYSMIS). */
type Cell = number | string | Buffer | null

type Options = {
  readonly little?: boolean
  readonly packed?: boolean
  readonly cases?: number
  readonly end?: boolean
  readonly extensions?: readonly Extension[]
}

const eights = (width: number) => Math.max(1, Math.ceil(width / 8))

/** The beginning of a .sav file and what makes each case of it, as little as a reader can do with. */
export const savWriter = (columns: readonly Column[], { little = true, packed = false, cases = -1, extensions = [] }: Options = {}) => {
  const int = (...values: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(values.length * 4)
    values.forEach((value, i) => (little ? bytes.writeInt32LE(value, i * 4) : bytes.writeInt32BE(value, i * 4)))
    return bytes
  }
  const double = (value: number): Buffer => {
    const bytes = Buffer.alloc(8)
    if (little) bytes.writeDoubleLE(value)
    else bytes.writeDoubleBE(value)
    return bytes
  }
  const padded = (text: string, width: number) => Buffer.from(text.padEnd(width), 'latin1')
  const variable = ({ name, width, format = width === 0 ? 5 : 1, missing = [], range = false, label }: Column): Buffer[] => {
    const shown = (format << 16) | (8 << 8)
    return [
      int(2, width, label === undefined ? 0 : 1, range ? -missing.length : missing.length, shown, shown),
      padded(name, 8),
      ...(label === undefined ? [] : [int(Buffer.byteLength(label, 'latin1')), padded(label, Math.ceil(Buffer.byteLength(label, 'latin1') / 4) * 4)]),
      ...missing.map(double),
      ...Array.from({ length: eights(width) - 1 }, () => Buffer.concat([int(2, -1, 0, 0, 0, 0), padded('', 8)])),
    ]
  }
  const head = Buffer.concat([
    Buffer.from('$FL2'),
    padded('@(#) made by a test', 60),
    int(2, 0, packed ? 1 : 0, 0, cases),
    double(100),
    padded('', 84),
    ...columns.flatMap(variable),
    ...extensions.flatMap(({ subtype, bytes }) => [int(7, subtype, 1, bytes.length), bytes]),
    int(999, 0),
  ])
  const plain = (cell: Cell, { width }: Column): Buffer => {
    if (cell === null || typeof cell === 'number') return double(cell ?? -Number.MAX_VALUE)
    const bytes = Buffer.alloc(eights(width) * 8, ' ')
    ;(typeof cell === 'string' ? Buffer.from(cell) : cell).copy(bytes)
    return bytes
  }
  /** One case as it is, uncompressed. */
  const row = (cells: readonly Cell[]): Buffer => Buffer.concat(cells.map((cell, i) => plain(cell, columns[i] as Column)))
  return { head, row, int, double }
}

/** Cases as bytecodes: blanks as 254, nothing as 255, small numbers as themselves, else the eight bytes. `end`: with the mark of the end. */
export const pack = (cases: Buffer, { end = true, little = true } = {}): Buffer => {
  const nothing = Buffer.alloc(8)
  if (little) nothing.writeDoubleLE(-Number.MAX_VALUE)
  else nothing.writeDoubleBE(-Number.MAX_VALUE)
  const codes: number[] = []
  const literals: Buffer[][] = []
  for (let at = 0; at < cases.length; at += 8) {
    const eight = cases.subarray(at, at + 8)
    const value = little ? eight.readDoubleLE() : eight.readDoubleBE()
    const small = Number.isInteger(value) && !Object.is(value, -0) && value > -100 && value < 152 && eight[7] !== 0x20
    const code = eight.every((byte) => byte === 0x20) ? 254 : eight.equals(nothing) ? 255 : small ? value + 100 : 253
    codes.push(code)
    literals.push(code === 253 ? [eight] : [])
  }
  if (end) codes.push(252)
  const out: Buffer[] = []
  for (let at = 0; at < codes.length; at += 8) {
    const block = Buffer.alloc(8)
    block.set(codes.slice(at, at + 8))
    out.push(block, ...literals.slice(at, at + 8).flat())
  }
  return Buffer.concat(out)
}
