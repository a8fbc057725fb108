import { damaged } from '../damage.ts'
import type { Dictionary, LabelRecord, VariableRecord } from './dictionary.ts'
import type { Decode } from './encoding.ts'
import { longTexts, pairsOf } from './extensions.ts'
import type { Header } from './header.ts'
import { missingNumber, missingText } from './missing.ts'
import { formatOf, type NumberFormat } from './number-format.ts'

type Common = { readonly name: string; readonly label: string | null; readonly labels: Readonly<Record<string, string>> }
/** A column of the file and where a case holds it, in bytes. A text lies in pieces. */
export type Variable = Common &
  (
    | { readonly kind: 'number'; readonly offset: number; readonly format: NumberFormat; readonly isMissing: (value: number) => boolean }
    | {
        readonly kind: 'text'
        readonly pieces: readonly { readonly start: number; readonly end: number }[]
        readonly isMissing: (value: string) => boolean
      }
  )

// Of the 256 bytes of a piece of a text longer than 255; and how much of the whole each piece was reckoned to hold.
const used = 255
const reckoned = 252

/** The variables of a file as people know them: long names, pieces put together, labels and missing values. */
export const variablesOf = (file: string, dictionary: Dictionary, { numbers }: Header, decode: Decode): Variable[] => {
  const text = (bytes: Buffer): string => {
    const decoded = decode(bytes)
    if (decoded === null)
      throw damaged(file, `a name or label (${JSON.stringify(bytes.toString('latin1'))}) is not written in the letters the file states`)
    return decoded.replace(/[\0 ]+$/, '')
  }
  const names = pairsOf(dictionary, 13, text)
  const widths = pairsOf(dictionary, 14, text)
  const long = longTexts(file, dictionary, numbers, text)
  const byPosition = labelsByPosition(dictionary.labels)
  const { variables } = dictionary
  const result: Variable[] = []
  for (let i = 0; i < variables.length; i++) {
    const record = variables[i] as VariableRecord
    const short = text(record.name)
    const name = (names.get(short.toUpperCase()) ?? short).trim()
    const known = [name.toUpperCase(), short.toUpperCase()]
    const common = { name, label: (record.label && text(record.label).trim()) || null }
    const own = byPosition.get(record.offset / 8 + 1) ?? []
    if (record.width === 0) {
      const format = formatOf(record.format)
      const labels = Object.fromEntries(own.map(({ value, label }) => [format.textOf(numbers.double(value, 0)), text(label).trim()]))
      const isMissing = missingNumber(
        record.missing.range,
        record.missing.values.map((value) => numbers.double(value, 0)),
      )
      result.push({ ...common, kind: 'number', offset: record.offset, format, labels, isMissing })
    } else {
      const width = Number(widths.get(short.toUpperCase()) ?? record.width)
      const pieces = piecesOf(variables.slice(i), width)
      if (pieces === null) throw damaged(file, `the pieces of the long text ${name} are not there`)
      i += pieces.length - 1
      const listed = [...own, ...known.flatMap((key) => long.labels.get(key) ?? [])]
      const labels = Object.fromEntries(listed.map(({ value, label }) => [text(value).trim(), text(label).trim()]))
      const missing = [...record.missing.values, ...known.flatMap((key) => long.missing.get(key) ?? [])]
      result.push({ ...common, kind: 'text', pieces, labels, isMissing: missingText(missing.map(text)) })
    }
  }
  return result
}

/** Null where the records are not those of a text of this width. */
const piecesOf = (records: readonly VariableRecord[], width: number): { start: number; end: number }[] | null => {
  const [first] = records
  if (first === undefined || !(width > 0)) return null
  if (width <= used) return [{ start: first.offset, end: first.offset + Math.min(width, first.width) }]
  const pieces = records.slice(0, Math.ceil(width / reckoned))
  if (pieces.length < Math.ceil(width / reckoned) || pieces.some((piece) => piece.width === 0)) return null
  return pieces.map(({ offset, width: room }, i) => ({ start: offset, end: offset + Math.max(0, Math.min(room, width - used * i)) }))
}

const labelsByPosition = (records: readonly LabelRecord[]): Map<number, LabelRecord['labels']> =>
  new Map(records.flatMap(({ labels, positions }) => positions.map((position) => [position, labels] as const)))
