import { closeSync, openSync, writeSync } from 'node:fs'
import type { CsvRecord } from './scan.ts'

/** A text file that is written record by record, each with the line it begins on before it. */
export type TextFile = { readonly add: (record: Pick<CsvRecord, 'data' | 'from' | 'to'>, line: number) => void; readonly close: () => void }

export const createTextFile = (path: string, delimiter: string): TextFile => {
  const handle = openSync(path, 'w')
  const buffer = Buffer.allocUnsafe(4 << 20)
  const sign = delimiter.charCodeAt(0)
  let used = 0
  const flush = () => {
    writeAll(handle, buffer.subarray(0, used))
    used = 0
  }
  return {
    add: ({ data, from, to }, line) => {
      const longest = mostDigits + 1 + to - from + 1
      if (used + longest > buffer.length) flush()
      if (longest > buffer.length) {
        writeAll(handle, Buffer.concat([Buffer.from(`${line}${delimiter}`), data.subarray(from, to), Buffer.from('\n')]))
        return
      }
      used = writeNumber(buffer, line, used)
      buffer[used] = sign
      used += 1
      // Short ones are faster byte by byte.
      if (to - from < 64) for (let at = from; at < to; at += 1) buffer[used + at - from] = data[at] as number
      else data.copy(buffer, used, from, to)
      used += to - from
      buffer[used] = 10
      used += 1
    },
    close: () => {
      flush()
      closeSync(handle)
    },
  }
}

const mostDigits = 16

/** Writes the digits of a whole number below 2^31, and gives where they end. */
const writeNumber = (buffer: Buffer, number: number, at: number): number => {
  let end = at + 1
  for (let rest = number; rest >= 10; rest = (rest / 10) | 0) end += 1
  let rest = number
  for (let place = end - 1; place >= at; place -= 1) {
    const tenth = (rest / 10) | 0
    buffer[place] = 48 + rest - tenth * 10
    rest = tenth
  }
  return end
}

const writeAll = (handle: number, bytes: Buffer): void => {
  for (let from = 0; from < bytes.length; ) from += writeSync(handle, bytes, from)
}
