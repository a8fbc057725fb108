import { damaged } from '../damage.ts'
import type { Header, Numbers } from './header.ts'
import type { Source } from './source.ts'

/** A variable as its record has it, bytes undecoded. */
export type VariableRecord = {
  /** Bytes of a text, 1 to 255; 0 is a number. */
  readonly width: number
  /** Byte of a case where it begins. */
  readonly offset: number
  readonly name: Buffer
  readonly label: Buffer | null
  /** Number of the format it is shown in. */
  readonly format: number
  readonly missing: { readonly range: boolean; readonly values: readonly Buffer[] }
}
export type LabelRecord = {
  readonly labels: readonly { readonly value: Buffer; readonly label: Buffer }[]
  /** Positions of variables, from 1, counted in eights of bytes. */
  readonly positions: readonly number[]
}
export type Dictionary = {
  readonly variables: readonly VariableRecord[]
  readonly labels: readonly LabelRecord[]
  /** Subtype of an extension -> its contents, each time it came. */
  readonly extensions: ReadonlyMap<number, readonly Buffer[]>
  /** Bytes of a case. */
  readonly caseSize: number
}

/** The records between the header and the cases. */
export const readDictionary = async (source: Source, { numbers }: Header): Promise<Dictionary> => {
  const { file, take } = source
  const integer = async (what: string) => numbers.int(await take(4, what), 0)
  const variables: VariableRecord[] = []
  const labels: LabelRecord[] = []
  const extensions = new Map<number, Buffer[]>()
  let caseSize = 0
  for (;;) {
    const start = source.position()
    const type = await integer('the list of variables')
    if (type === 2) {
      const { width, ...variable } = await readVariable(source, numbers)
      if (width >= 0) variables.push({ ...variable, width, offset: caseSize })
      caseSize += 8
    } else if (type === 3) labels.push(await readLabels(source, numbers))
    else if (type === 6) await take(80 * (await integer('the documents')), 'the documents')
    else if (type === 7) {
      const subtype = await integer('an extension')
      const [size, count] = [await integer('an extension'), await integer('an extension')]
      if (size < 0 || count < 0) throw damaged(file, `an extension of ${count} times ${size} bytes (byte ${start + 1})`)
      extensions.set(subtype, [...(extensions.get(subtype) ?? []), Buffer.from(await take(size * count, `extension ${subtype}`))])
    } else if (type === 999) {
      await take(4, 'the end of the list of variables')
      break
    } else throw damaged(file, `a record of the unknown kind ${type} (byte ${start + 1} of ${source.size})`)
  }
  if (variables.length === 0) throw damaged(file, 'the file has no variables')
  return { variables, labels, extensions, caseSize }
}

const padded = (length: number, unit: number): number => Math.ceil(length / unit) * unit

/** `width` is -1 for what only continues a text. */
const readVariable = async ({ file, position, take }: Source, { int }: Numbers): Promise<Omit<VariableRecord, 'offset'>> => {
  const start = position()
  const bytes = Buffer.from(await take(28, 'a variable'))
  const [width, labelled, missing] = [int(bytes, 0), int(bytes, 4), int(bytes, 8)]
  const known = width >= -1 && width <= 255 && (labelled === 0 || labelled === 1) && missing >= -3 && missing <= 3 && missing !== -1
  if (!known || (width > 0 && missing < 0)) throw damaged(file, `a variable that cannot be (byte ${start + 1})`)
  const length = labelled === 1 ? int(await take(4, 'a label'), 0) : 0
  const label = labelled === 1 ? Buffer.from((await take(padded(length, 4), 'a label')).subarray(0, length)) : null
  const values: Buffer[] = []
  for (let i = 0; i < Math.abs(missing); i++) values.push(Buffer.from(await take(8, 'missing values')))
  // Format: decimals, width, number of the format, 0, as one integer.
  return { width, label, missing: { range: missing < 0, values }, format: (int(bytes, 12) >> 16) & 0xff, name: bytes.subarray(20, 28) }
}

const readLabels = async ({ file, take }: Source, { int }: Numbers): Promise<LabelRecord> => {
  const what = 'value labels'
  const count = int(await take(4, what), 0)
  const labels: { value: Buffer; label: Buffer }[] = []
  for (let i = 0; i < count; i++) {
    const bytes = Buffer.from(await take(9, what))
    const length = bytes.readUInt8(8)
    const label = await take(padded(length + 1, 8) - 1, what)
    labels.push({ value: bytes.subarray(0, 8), label: Buffer.from(label.subarray(0, length)) })
  }
  const next = int(await take(4, what), 0)
  if (next !== 4) throw damaged(file, `value labels are not followed by their variables but by a record of kind ${next}`)
  const positions: number[] = []
  const used = int(await take(4, what), 0)
  for (let i = 0; i < used; i++) positions.push(int(await take(4, what), 0))
  return { labels, positions }
}
