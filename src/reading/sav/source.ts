import { open } from 'node:fs/promises'
import { damaged } from '../damage.ts'

/** The beginning of a file, byte by byte. `what` is what messages call the bytes that are wanted. */
export type Source = {
  readonly file: string
  readonly size: number
  /** Bytes taken so far. */
  readonly position: () => number
  /** The next bytes. Throws RefusedInput where the file has fewer left. */
  readonly take: (length: number, what: string) => Promise<Buffer>
}

const chunk = 1 << 18

/** Opens a file, runs, and closes it. */
export const withSource = async <T>(path: string, file: string, run: (source: Source) => Promise<T>): Promise<T> => {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    let held: Buffer = Buffer.alloc(0)
    let position = 0
    const take = async (length: number, what: string): Promise<Buffer> => {
      if (length < 0 || position + length > size) {
        const message = `the file ends, or is damaged, in ${what} (byte ${position + 1} of ${size})`
        throw damaged(file, message)
      }
      while (held.length < length) {
        const more = Buffer.alloc(Math.max(chunk, length - held.length))
        const { bytesRead } = await handle.read(more, 0, more.length, position + held.length)
        if (bytesRead === 0) throw damaged(file, `the file was cut while it was read, in ${what}`)
        held = Buffer.concat([held, more.subarray(0, bytesRead)])
      }
      const taken = held.subarray(0, length)
      held = held.subarray(length)
      position += length
      return taken
    }
    return await run({ file, size, position: () => position, take })
  } finally {
    await handle.close()
  }
}
