import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { damaged } from '../damage.ts'
import type { Numbers } from './header.ts'

const inflated = promisify(inflate)
// What writers make is 4 MiB; more is a sign of damage, or of an attack on memory.
const largest = 1 << 26

/** The blocks of a .zsav, one after the other, as they were before. */
export async function* blocksOf(
  file: string,
  handle: FileHandle,
  start: number,
  numbers: Numbers,
  seen?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const { size } = await handle.stat()
  const read = async (position: number, length: number, what: string): Promise<Buffer> => {
    const bytes = Buffer.alloc(position < 0 || length < 0 || position + length > size ? 0 : length)
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, Math.max(0, position))
    if (bytesRead < length || bytes.length < length)
      throw damaged(file, `the file ends, or is damaged, in ${what} (byte ${position + 1} of ${size})`)
    return bytes
  }
  const head = await read(start, 24, 'the header of the cases')
  const [trailer, length] = [numbers.long(head, 8), numbers.long(head, 16)]
  if (numbers.long(head, 0) !== start || length < 24) throw damaged(file, 'the header of the cases is not where it says it is')
  const table = await read(trailer, Math.min(length, size), 'the list of blocks')
  const count = numbers.int(table, 20)
  if (count < 0 || 24 + 24 * count !== length) throw damaged(file, `a list of ${count} blocks of ${length} bytes`)
  let expected = start + 24
  for (let block = 0; block < count; block++) {
    const at = 24 + 24 * block
    const [position, before, after] = [numbers.long(table, at + 8), numbers.int(table, at + 16), numbers.int(table, at + 20)]
    const what = `block ${block + 1} of ${count}`
    if (position !== expected || before < 0 || before > largest || after > largest) throw damaged(file, `${what} is not where it should be`)
    expected += after
    const packed = await read(position, after, what)
    const bytes = await inflated(packed, { maxOutputLength: Math.max(1, before) }).catch((error: Error) => {
      throw damaged(file, `${what} cannot be unpacked: ${error.message}`)
    })
    if (bytes.length !== before) throw damaged(file, `${what} holds ${bytes.length} bytes, ${before} were said`)
    seen?.(after)
    yield bytes
  }
}
