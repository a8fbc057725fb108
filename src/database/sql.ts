/**
 * One statement or a part of one. Text comes from templates in this program only; every value travels as a bound
 * parameter, cast to the type of the column it meets (an uncast one makes DuckDB cast the column instead).
 */
export type Sql = { readonly text: readonly string[]; readonly parameters: readonly Parameter[] }
export type ParameterType = 'varchar' | 'integer' | 'usmallint' | 'double' | 'boolean' | `"${string}"`
export type Scalar = string | number | boolean | null
export type Parameter = { readonly type: ParameterType; readonly value: Scalar }

const isSql = (insert: Sql | Parameter): insert is Sql => 'text' in insert

/** `sql`select ${identifier(name)} from t where year = ${bind('usmallint', year)}`` */
export const sql = (strings: TemplateStringsArray, ...inserts: readonly (Sql | Parameter)[]): Sql => {
  const text: string[] = [strings[0] ?? '']
  const parameters: Parameter[] = []
  inserts.forEach((insert, index) => {
    const after = strings[index + 1] ?? ''
    if (isSql(insert)) {
      text[text.length - 1] += insert.text[0] ?? ''
      text.push(...insert.text.slice(1))
      parameters.push(...insert.parameters)
      text[text.length - 1] += after
    } else {
      parameters.push(insert)
      text.push(after)
    }
  })
  return { text, parameters }
}

export const bind = (type: ParameterType, value: Scalar): Parameter => ({ type, value })

export const empty: Sql = { text: [''], parameters: [] }

export const join = (parts: readonly Sql[], separator: Sql = sql`, `): Sql =>
  parts.reduce((all, part, index) => (index === 0 ? part : sql`${all}${separator}${part}`), empty)

/** A parenthesised list for `in`; an empty one matches nothing, and `not in` it everything (a `(null)` would leave both unknown). */
export const list = (type: ParameterType, values: readonly Scalar[]): Sql =>
  values.length === 0 ? sql`(select ${bind(type, null)} where false)` : sql`(${join(values.map((value) => sql`${bind(type, value)}`))})`

/** A list of texts as one value. */
export const strings = (values: readonly string[]): Sql =>
  values.length === 0 ? sql`[]::varchar[]` : sql`[${join(values.map((value) => sql`${bind('varchar', value)}`))}]`

/** A column, table or type name; only what a model may declare, so that no text of a request can become one. */
export const identifier = (name: string): Sql => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`)
  return { text: [`"${name}"`], parameters: [] }
}

/** A column made inside a statement for something declared, such as `"by:severity"`: no declared id, nor word of ours, has a colon. */
export const derived = (what: 'by' | 'fact' | 'how' | 'option' | 'hidden' | 'asked' | 'imputed' | 'weight' | 'covering', name: string): Sql => {
  const { text } = identifier(name)
  return { text: [`"${what}:${text.join('').slice(1)}`], parameters: [] }
}

/** A whole number that is part of the program's own text (a position, a count), never of a request. */
export const integer = (value: number): Sql => {
  if (!Number.isSafeInteger(value)) throw new Error(`not an integer: ${value}`)
  return { text: [String(value)], parameters: [] }
}

/** The text with numbered, typed placeholders. */
export const textOf = (statement: Sql): string =>
  statement.text.reduce((all, part, index) => {
    const parameter = statement.parameters[index - 1]
    return index === 0 || parameter === undefined ? part : `${all}$${index}::${parameter.type}${part}`
  }, '')
