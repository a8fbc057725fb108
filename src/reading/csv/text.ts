import { closeSync, openSync, writeSync } from 'node:fs'

/** A text file that is written record by record, each with the line it begins on before it. */
export type TextFile = { readonly add: (line: number, record: Buffer) => void; readonly close: () => void }

export const createTextFile = (path: string, delimiter: string): TextFile => {
  const handle = openSync(path, 'w')
  const buffer = Buffer.allocUnsafe(4 << 20)
  let used = 0
  const flush = () => {
    writeAll(handle, buffer.subarray(0, used))
    used = 0
  }
  return {
    add: (line, record) => {
      const prefix = `${line}${delimiter}`
      if (used + prefix.length + record.length + 1 > buffer.length) flush()
      if (prefix.length + record.length + 1 > buffer.length) {
        writeAll(handle, Buffer.concat([Buffer.from(prefix), record, Buffer.from('\n')]))
        return
      }
      used += buffer.write(prefix, used, 'latin1')
      used += record.copy(buffer, used)
      buffer[used] = 10
      used += 1
    },
    close: () => {
      flush()
      closeSync(handle)
    },
  }
}

const writeAll = (handle: number, bytes: Buffer): void => {
  for (let from = 0; from < bytes.length; ) from += writeSync(handle, bytes, from)
}
