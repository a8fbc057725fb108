/** An element's attributes (`@name`), text (`#`) and elements, in their order; a list repeats the element. One with nothing in it is left out, a text is not. */
export type Xml = { readonly [name: string]: string | Xml | readonly (string | Xml)[] }

// Not xmlbuilder2, which takes what looks like an entity for one: `&nbsp;` in a question would be no XML. Nor does any other package that is kept fit better.
/** An XML 1.0 file, indented. A letter that XML cannot hold becomes U+FFFD. */
export const xmlFile = (root: Xml): string => ['<?xml version="1.0" encoding="UTF-8"?>', ...linesOf(root, ''), ''].join('\n')

const linesOf = (element: Xml, indent: string): string[] =>
  Object.entries(element).flatMap(([name, value]) => {
    if (name === '#' || name.startsWith('@')) return []
    const each = Array.isArray(value) ? (value as readonly (string | Xml)[]) : [value as string | Xml]
    return each.flatMap((one) => elementLines(name, typeof one === 'string' ? { '#': one } : one, indent))
  })

const elementLines = (name: string, element: Xml, indent: string): string[] => {
  const attributes = Object.entries(element).flatMap(([key, value]) => (key.startsWith('@') ? [` ${key.slice(1)}="${escaped(String(value))}"`] : []))
  const tag = `${name}${attributes.join('')}`
  const text = element['#']
  if (typeof text === 'string') return [`${indent}${text === '' ? `<${tag}/>` : `<${tag}>${escaped(text)}</${name}>`}`]
  const inside = linesOf(element, `${indent}  `)
  if (inside.length > 0) return [`${indent}<${tag}>`, ...inside, `${indent}</${name}>`]
  return attributes.length > 0 ? [`${indent}<${tag}/>`] : []
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' }

const escaped = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD').replaceAll(/[&<>"\t\n\r]/g, (sign) => signs[sign] ?? sign)
