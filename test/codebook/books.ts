import { parse } from 'csv-parse/sync'
import { SaxesParser } from 'saxes'
import { kartlag, schools } from '../cli/run.ts'

/** A codebook as the command writes it. Throws what it says where it does not. */
export const written = async (data: string, ...flags: readonly string[]): Promise<string> => {
  const { code, out, err } = await kartlag(['codebook', ...flags, '--data', data, '--seeds', schools])
  if (code !== 0 || err !== '') throw new Error(`${code}: ${err}`)
  return out
}

/** The rows of a CSV codebook by column of the answer file. */
export const rowsOf = (csv: string): Readonly<Record<string, Readonly<Record<string, string>>>> => {
  const rows = parse(csv, { columns: true }) as Record<string, string>[]
  return Object.fromEntries(rows.map((row) => [row['column'] ?? '', row]))
}

export type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Element[]; text: string }

/** The root of an XML file. Throws where it is not well-formed. */
export const parsed = (xml: string): Element => {
  const open: Element[] = [{ name: '', attributes: {}, children: [], text: '' }]
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const inside = open.at(-1)
    if (inside) inside.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  const [root] = open[0]?.children ?? []
  if (!root) throw new Error('no element')
  return root
}

/** Elements of a name anywhere below. */
export const all = (element: Element, name: string): Element[] => element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])

/** Texts of elements of a name right below, in a language where it is named. */
export const texts = (element: Element | undefined, name: string, language?: string): string[] =>
  (element?.children ?? []).filter((child) => child.name === name && (language === undefined || child.attributes['xml:lang'] === language)).map((child) => child.text)

export const variable = (root: Element, name: string): Element => {
  const found = all(root, 'var').find(({ attributes }) => attributes['name'] === name)
  if (!found) throw new Error(`no variable ${name}`)
  return found
}
