import { unsupported, wrong } from './refusal.ts'
import { tokensOf } from './tokens.ts'

/** Column and value as they came; a value without a column has ''. */
export type KeyValue = readonly [column: string, value: string | number]
/** What an address asks for. */
export type Path =
  | { readonly kind: 'root' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'set'; readonly set: string }
  | { readonly kind: 'count'; readonly set: string }
  | { readonly kind: 'row'; readonly set: string; readonly key: readonly KeyValue[] }

/** Reads what comes after /odata/. Throws a user error for what this service does not have. */
export const readPath = (path: string): Path => {
  if (path === '' || path === '/') return { kind: 'root' }
  if (path === '$metadata') return { kind: 'metadata' }
  if (path === '$batch') throw unsupported('$batch', 'several requests in one are not answered here; send each by itself, in Power Query with EnableBatch = false')
  if (path.startsWith('$')) throw unsupported(path, 'this service does not have it; / lists the sets, $metadata describes them')
  const [, set = '', key, rest = ''] = /^([^/(]*)(\((?:[^']|'[^']*')*\))?(?:\/(.*))?$/s.exec(path) ?? []
  if (set === '') throw wrong(path, 'this is no address of a set or a row, such as set, set/$count or set(year=2024,area=\'…\')')
  if (rest === '$count' && key === undefined) return { kind: 'count', set }
  if (rest !== '') throw unsupported(rest, `there is nothing below ${key === undefined ? 'a set but $count' : 'a row'}; take columns with $select`)
  return key === undefined ? { kind: 'set', set } : { kind: 'row', set, key: readKey(key.slice(1, -1)) }
}

const readKey = (text: string): readonly KeyValue[] => {
  const tokens = tokensOf(text, 'key')
  const pairs: KeyValue[] = []
  const malformed = () => wrong('key', `'${text}' came; it takes a value for each column of the key, such as year=2024,area='…'`)
  for (let at = 0; tokens[at]!.kind !== 'end'; ) {
    const isNamed = tokens[at]!.kind === 'word' && tokens[at + 1]?.text === '='
    const column = isNamed ? tokens[at]!.text : ''
    const value = tokens[at + (isNamed ? 2 : 0)]
    if (value?.kind !== 'text' && value?.kind !== 'number') throw malformed()
    pairs.push([column, value.kind === 'number' ? Number(value.text) : value.text])
    at += isNamed ? 3 : 1
    const after = tokens[at]!
    if (after.kind === 'end') break
    if (after.kind !== 'sign' || after.text !== ',') throw malformed()
    at += 1
  }
  return pairs
}
