import { damaged, unreadable } from '../damage.ts'
import type { Source } from './source.ts'

/** How the machine that wrote the file lays out numbers. */
export type Numbers = {
  readonly little: boolean
  readonly int: (bytes: Buffer, at: number) => number
  readonly long: (bytes: Buffer, at: number) => number
  readonly double: (bytes: Buffer, at: number) => number
}

export type Header = {
  readonly numbers: Numbers
  readonly compression: 'none' | 'bytecode' | 'zlib'
  /** Null: the file does not say. */
  readonly cases: number | null
  /** What bytecodes of numbers have had added to them. */
  readonly bias: number
}

const little: Numbers = {
  little: true,
  int: (bytes, at) => bytes.readInt32LE(at),
  long: (bytes, at) => Number(bytes.readBigInt64LE(at)),
  double: (bytes, at) => bytes.readDoubleLE(at),
}
const big: Numbers = {
  little: false,
  int: (bytes, at) => bytes.readInt32BE(at),
  long: (bytes, at) => Number(bytes.readBigInt64BE(at)),
  double: (bytes, at) => bytes.readDoubleBE(at),
}

const ebcdic = Buffer.from([0x5b, 0xc6, 0xd3, 0xf2])
const isEncrypted = (head: Buffer): boolean => head.toString('latin1', 8, 20) === 'ENCRYPTEDSAV'

/** A file of SPSS data, be it one that cannot be read. */
export const isSav = (head: Buffer): boolean =>
  /^\$FL[23]/.test(head.toString('latin1', 0, 4)) || head.subarray(0, 4).equals(ebcdic) || isEncrypted(head)

/** The first 176 bytes. */
export const readHeader = async (source: Source): Promise<Header> => {
  const { file } = source
  const bytes = await source.take(176, 'the header')
  if (isEncrypted(bytes)) throw unreadable(file, 'the file is locked with a password', 'open it in SPSS and save it without one')
  if (bytes.subarray(0, 4).equals(ebcdic))
    throw unreadable(file, 'the file was written on a mainframe, in EBCDIC', 'open it in SPSS or PSPP and save it again')
  if (!isSav(bytes)) throw unreadable(file, 'this is no data file of SPSS', 'save it as .sav or .zsav, or hand it in as CSV')
  const numbers = [little, big].find(({ int }) => int(bytes, 64) === 2 || int(bytes, 64) === 3)
  if (numbers === undefined) throw damaged(file, `the header says layout ${bytes.readInt32LE(64)}; 2 and 3 are known`)
  const compression = (['none', 'bytecode', 'zlib'] as const)[numbers.int(bytes, 72)]
  if (compression === undefined) throw damaged(file, `the header says compression ${numbers.int(bytes, 72)}; 0, 1 and 2 are known`)
  const cases = numbers.int(bytes, 80)
  const bias = numbers.double(bytes, 84)
  if (!Number.isInteger(bias)) throw unreadable(file, 'its numbers are not IEEE 754', 'open it in SPSS or PSPP and save it again')
  return { numbers, compression, cases: cases < 0 ? null : cases, bias }
}
