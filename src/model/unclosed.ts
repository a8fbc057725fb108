import { isMap, isScalar, isSeq, visit, type Document, type YAMLParseError } from 'yaml'

/** A bracket or quote that nothing closes: where it stands, itself and what would close it. */
export type Unclosed = { readonly offset: number; readonly sign: string; readonly closing: string }

/**
 * The errors that a sign left open makes, told where it stands and not lines after it, where the reader noticed. Null: an error that goes
 * away with one told before it, such as that of the brackets around it. Errors that are not there are of their own.
 */
export function unclosedIn(document: Document): ReadonlyMap<YAMLParseError, Unclosed | null> {
  const found = new Map<YAMLParseError, Unclosed | null>()
  let last = -1
  for (const error of document.errors) {
    const open = unclosedOf(document, error)
    if (open && open.offset > last) found.set(error, open)
    else if (open || (last >= 0 && error.code === 'UNEXPECTED_TOKEN')) found.set(error, null)
    last = Math.max(last, open?.offset ?? -1)
  }
  return found
}

function unclosedOf(document: Document, { code, message, pos }: YAMLParseError): Unclosed | null {
  const bracket = code === 'BAD_INDENT' ? /^Flow (map|sequence) /.exec(message)?.[1] : undefined
  const isQuote = code === 'MISSING_CHAR' && message.includes('closing')
  const found: Unclosed[] = []
  visit(document, {
    Node(_, node) {
      if (node.range?.[1] !== pos[0]) return
      const [offset] = node.range
      const quote = isQuote && isScalar(node) ? quotes[String(node.type)] : undefined
      if (quote !== undefined) found.push({ offset, sign: quote, closing: quote })
      if (isSeq(node) && node.flow && bracket === 'sequence') found.push({ offset, sign: '[', closing: ']' })
      if (isMap(node) && node.flow && bracket === 'map') found.push({ offset, sign: '{', closing: '}' })
    },
  })
  return found.at(-1) ?? null
}

const quotes: Readonly<Record<string, string>> = { QUOTE_DOUBLE: '"', QUOTE_SINGLE: "'" }
