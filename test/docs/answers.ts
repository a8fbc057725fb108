import type { Answer } from '../shipped/serve.ts'

const width = 140

/** JSON for people: what fits on a line stands on one. `lead`: signs before it on its line, besides the indent. */
export const printed = (value: unknown, indent = '', lead = 0): string => {
  const flat = oneLine(value)
  if (typeof value !== 'object' || value === null || indent.length + lead + flat.length <= width) return flat
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const inner = `${indent}  `
  const items = Array.isArray(value)
    ? value.map((item) => inner + printed(item, inner))
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${printed(item, inner, key.length + 4)}`)
  return `${open}\n${items.join(',\n')}\n${indent}${close}`
}

const oneLine = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`).join(', ')} }`
  return JSON.stringify(value)
}

/** An answer as the pages show it: without what differs from release to release, and of errors only message and code. */
export const shown = ({ data, errors }: Answer): string =>
  `${printed(errors ? { errors: errors.map(({ message, extensions }) => ({ message, extensions: { code: extensions?.code } })) } : { data })}\n`
