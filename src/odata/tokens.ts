import { wrong } from './refusal.ts'

export type TokenKind = 'text' | 'number' | 'date' | 'moment' | 'word' | 'sign' | 'end'
/** `text`: as it stands; of a string what it says. `at`: its place, from 1. */
export type Token = { readonly kind: TokenKind; readonly text: string; readonly at: number }

const forms: readonly (readonly [TokenKind, RegExp])[] = [
  ['text', /'(?:[^']|'')*'/y],
  ['moment', /\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?/iy],
  ['date', /\d{4}-\d{2}-\d{2}(?!\d)/y],
  ['number', /(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w.])/iy],
  ['word', /[$@]?[A-Za-z_][\w.]*/y],
  ['sign', /[(),/:=*-]/y],
]

/** The words and signs of an expression. Throws a user error for what is none. */
export const tokensOf = (source: string, option: string): readonly Token[] => {
  const tokens: Token[] = []
  for (let place = 0; place < source.length; ) {
    const space = /\s+/y
    space.lastIndex = place
    if (space.test(source)) {
      place = space.lastIndex
      continue
    }
    const found = forms.flatMap(([kind, form]) => {
      form.lastIndex = place
      const [text] = form.exec(source) ?? []
      return text === undefined ? [] : [{ kind, text }]
    })[0]
    if (!found) throw strange(source, option, place)
    tokens.push({ kind: found.kind, text: found.kind === 'text' ? found.text.slice(1, -1).replaceAll("''", "'") : found.text, at: place + 1 })
    place += found.text.length
  }
  return [...tokens, { kind: 'end', text: '', at: source.length + 1 }]
}

const strange = (source: string, option: string, place: number) => {
  const rest = source.slice(place, place + 20)
  const why = rest.startsWith("'")
    ? 'the text that begins here does not end: close it with \', and write \' within a text twice'
    : rest.startsWith('"')
      ? "texts stand between single quotes, 'like this'"
      : /^[<>!&|]/.test(rest)
        ? 'comparisons are words: eq, ne, gt, ge, lt, le, in, joined by and, or, not'
        : 'nothing of OData begins like this'
  return wrong(option, `'${rest}' at place ${place + 1} of '${source}' is not understood; ${why}`)
}
