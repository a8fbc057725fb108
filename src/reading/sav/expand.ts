import { damaged } from '../damage.ts'
import type { Header } from './header.ts'

const sysmis = -Number.MAX_VALUE
const room = 1 << 16

/**
 * Bytecoded data as it was before: buffers of whole eights of bytes, each valid until the next is asked for. Ends where the data say that
 * they end, or the file does.
 */
export async function* expand(file: string, { numbers, bias }: Header, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const codes = tableOf(numbers.little, bias)
  const out = Buffer.alloc(room)
  let filled = 0
  let held: Buffer = Buffer.alloc(0)
  // Eight codes, the next of them, and how many have been read.
  let commands: Buffer = held
  let next = 8
  for await (const chunk of chunks) {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    let at = 0
    for (;;) {
      if (next === 8) {
        if (at + 8 > bytes.length) break
        commands = bytes.subarray(at, at + 8)
        at += 8
        next = 0
      }
      const code = commands[next] ?? 0
      if (code === 253 && at + 8 > bytes.length) break
      next += 1
      if (code === 0) continue
      if (code === 252) {
        if (filled > 0) yield out.subarray(0, filled)
        return
      }
      if (code === 253) {
        bytes.copy(out, filled, at, at + 8)
        at += 8
      } else codes.copy(out, filled, code * 8, code * 8 + 8)
      filled += 8
      if (filled === room) {
        yield out
        filled = 0
      }
    }
    held = bytes.subarray(at)
  }
  if (filled > 0) yield out.subarray(0, filled)
  if (held.length > 0 || commands.subarray(next).includes(253)) throw damaged(file, 'the file ends within a value')
}

/** Code -> its eight bytes: small numbers, blanks (254) and nothing (255). */
const tableOf = (little: boolean, bias: number): Buffer => {
  const table = Buffer.alloc(256 * 8)
  const write = (code: number, value: number) => (little ? table.writeDoubleLE(value, code * 8) : table.writeDoubleBE(value, code * 8))
  for (let code = 1; code <= 251; code++) write(code, code - bias)
  table.fill(' ', 254 * 8, 255 * 8)
  write(255, sysmis)
  return table
}
