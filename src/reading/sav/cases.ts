import { open } from 'node:fs/promises'
import type { FileRow } from '../reading.ts'
import { blocksOf } from './blocks.ts'
import { damaged } from '../damage.ts'
import type { Decode } from './encoding.ts'
import { expand } from './expand.ts'
import type { Header } from './header.ts'
import type { Variable } from './variables.ts'

/** Where the cases of a file are, and how they are laid out. */
export type CasesPlace = {
  readonly path: string
  readonly file: string
  readonly header: Header
  /** Byte of the file. */
  readonly start: number
  readonly caseSize: number
  readonly variables: readonly Variable[]
  readonly decode: Decode
  /** Told of bytes as they are read. */
  readonly seen?: ((bytes: number) => void) | undefined
}

const batchBytes = 1 << 20
const batchRows = 1000

/**
 * The cases of a file as rows, in batches of a thousand or a megabyte. Throws RefusedInput where there are fewer than the header says, or
 * one is not whole.
 */
export async function* rowsOf(place: CasesPlace): AsyncGenerator<readonly FileRow[]> {
  const { file, header, caseSize } = place
  const size = Math.max(1, Math.min(batchRows, Math.floor(batchBytes / caseSize)))
  const handle = await open(place.path)
  try {
    let line = 0
    let batch: FileRow[] = []
    for await (const one of casesOf(place, bytesOf(place, handle))) {
      line += 1
      batch.push(rowOf(place, one, line))
      if (batch.length < size) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
    if (header.cases !== null && line < header.cases)
      throw damaged(file, `the file says that it has ${header.cases} cases, but ends after ${line}`, Math.max(1, line))
  } finally {
    await handle.close()
  }
}

/** The data, uncompressed, in buffers of any length. */
const bytesOf = ({ file, header, start, seen }: CasesPlace, handle: Awaited<ReturnType<typeof open>>): AsyncIterable<Buffer> => {
  if (header.compression === 'zlib') return expand(file, header, blocksOf(file, handle, start, header.numbers, seen))
  const chunks = telling(handle.createReadStream({ start, autoClose: false, highWaterMark: 1 << 18 }), seen)
  return header.compression === 'none' ? chunks : expand(file, header, chunks)
}

async function* telling(chunks: AsyncIterable<Buffer>, seen: CasesPlace['seen']): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    seen?.(chunk.length)
    yield chunk
  }
}

/** Each is valid until the next is asked for. */
async function* casesOf({ file, caseSize }: CasesPlace, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const whole = Buffer.alloc(caseSize)
  let held = 0
  let count = 0
  for await (const chunk of chunks) {
    let at = 0
    while (at < chunk.length) {
      if (held === 0 && at + caseSize <= chunk.length) {
        yield chunk.subarray(at, at + caseSize)
        count += 1
        at += caseSize
        continue
      }
      const length = Math.min(caseSize - held, chunk.length - at)
      chunk.copy(whole, held, at, at + length)
      held += length
      at += length
      if (held < caseSize) continue
      yield whole
      count += 1
      held = 0
    }
  }
  if (held > 0) throw damaged(file, `the file ends within case ${count + 1}`, count + 1)
}

const sysmis = -Number.MAX_VALUE

const rowOf = ({ file, header, variables, decode }: CasesPlace, bytes: Buffer, line: number): FileRow => {
  const { double } = header.numbers
  const cells: string[] = []
  const missing: number[] = []
  variables.forEach((variable, index) => {
    if (variable.kind === 'number') {
      const value = double(bytes, variable.offset)
      const empty = value === sysmis || Number.isNaN(value)
      cells.push(empty ? '' : variable.format.textOf(value))
      if (!empty && variable.isMissing(value)) missing.push(index)
      return
    }
    const text = decode(textBytes(bytes, variable.pieces))
    if (text === null)
      throw damaged(file, `the text of ${variable.name} in case ${line} is not written in the letters the file states`, line, index + 1)
    cells.push(text.trim())
    if (variable.isMissing(text)) missing.push(index)
  })
  return missing.length === 0 ? { line, cells } : { line, cells, missing }
}

/** The bytes of a text without the blanks, or zeros, that fill it up. */
const textBytes = (bytes: Buffer, pieces: readonly { readonly start: number; readonly end: number }[]): Buffer => {
  const [first] = pieces
  const text =
    pieces.length === 1 && first
      ? bytes.subarray(first.start, first.end)
      : Buffer.concat(pieces.map(({ start, end }) => bytes.subarray(start, end)))
  let end = text.length
  while (end > 0 && (text[end - 1] === 0x20 || text[end - 1] === 0)) end -= 1
  return text.subarray(0, end)
}
