import { damaged } from '../damage.ts'
import type { Dictionary } from './dictionary.ts'
import type { Numbers } from './header.ts'

type Read<T> = (bytes: Buffer) => T

/** `KEY=value` pairs of an extension, keys in capitals: names (13) or widths (14) by short name. */
export const pairsOf = ({ extensions }: Dictionary, subtype: number, text: Read<string>): ReadonlyMap<string, string> => {
  const pairs = (extensions.get(subtype) ?? []).flatMap((bytes) => text(bytes).split('\t'))
  return new Map(
    pairs.flatMap((pair) => {
      const at = pair.indexOf('=')
      return at > 0 ? [[pair.slice(0, at).toUpperCase(), pair.slice(at + 1).replaceAll('\0', '')] as const] : []
    }),
  )
}

/** What extensions 21 and 22 say of long texts, by the name of the variable in capitals: labels, and missing values. */
export type LongTexts = {
  readonly labels: ReadonlyMap<string, readonly { readonly value: Buffer; readonly label: Buffer }[]>
  readonly missing: ReadonlyMap<string, readonly Buffer[]>
}

export const longTexts = (file: string, { extensions }: Dictionary, numbers: Numbers, text: Read<string>): LongTexts => {
  const labels = new Map<string, { value: Buffer; label: Buffer }[]>()
  const missing = new Map<string, Buffer[]>()
  for (const bytes of extensions.get(21) ?? []) {
    const { more, int, sized } = walk(file, bytes, numbers, 'labels of long texts')
    while (more()) {
      const name = text(sized()).toUpperCase()
      int()
      const list = [...(labels.get(name) ?? [])]
      for (let left = int(); left > 0; left--) list.push({ value: sized(), label: sized() })
      labels.set(name, list)
    }
  }
  for (const bytes of extensions.get(22) ?? []) {
    const { more, int, sized, take } = walk(file, bytes, numbers, 'missing values of long texts')
    while (more()) {
      const name = text(sized()).toUpperCase()
      const count = take(1).readUInt8(0)
      const length = int()
      const list: Buffer[] = []
      for (let i = 0; i < count; i++) {
        const value = take(length)
        // Old writers say the length before each of them.
        list.push(i > 0 && length === 8 && numbers.int(value, 0) === 8 ? Buffer.concat([value.subarray(4), take(4)]) : value)
      }
      missing.set(name, list)
    }
  }
  return { labels, missing }
}

const walk = (file: string, bytes: Buffer, numbers: Numbers, what: string) => {
  let at = 0
  const take = (length: number): Buffer => {
    if (length < 0 || at + length > bytes.length) throw damaged(file, `the ${what} do not fit into their record`)
    at += length
    return bytes.subarray(at - length, at)
  }
  const int = (): number => numbers.int(take(4), 0)
  return { more: () => at < bytes.length, take, int, sized: () => take(int()) }
}
