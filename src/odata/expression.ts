import { allowed, nearest } from '../model/nearest.ts'
import type { Column } from '../series/column.ts'
import { functions, type Kind, type Value } from './functions.ts'
import { wrong } from './refusal.ts'
import { tokensOf, type Token } from './tokens.ts'

/** What a filter says, checked: every operation fits what it is done to. */
export type Expression =
  | { readonly form: 'literal'; readonly kind: Kind; readonly value: Value }
  | { readonly form: 'column'; readonly kind: Kind; readonly name: string }
  | { readonly form: 'list'; readonly kind: Kind; readonly values: readonly Value[] }
  | { readonly form: 'call'; readonly kind: Kind; readonly name: string; readonly inner: readonly Expression[] }

export const kindOf = ({ type }: Pick<Column, 'type'>): Kind => (type === 'STRING' ? 'text' : type === 'DATE' ? 'date' : 'number')

const levels: readonly (readonly string[])[] = [['or'], ['and'], ['eq', 'ne', 'in'], ['gt', 'ge', 'lt', 'le'], ['add', 'sub'], ['mul', 'div', 'divby', 'mod']]
const most = 100

// Not a parser from npm: of those that are kept, @balena/odata-parser reads neither $apply nor dates, @odata/parser neither `in` nor $apply, and no mistake is told in words.
/** Reads a $filter. Throws a user error that says where it goes wrong, what came and what is allowed. */
export const readExpression = (source: string, columns: readonly Pick<Column, 'name' | 'type'>[], option: string): Expression => {
  const tokens = tokensOf(source, option)
  let next = 0
  let depth = 0
  const peek = (): Token => tokens[next]!
  const word = (): string | null => (peek().kind === 'word' ? peek().text.toLowerCase() : null)
  const take = (): Token => tokens[next++]!
  const fail = (message: string, { at }: Token = peek()) => wrong(option, `${message}, at place ${at} of '${source}'`)
  const said = ({ kind, text }: Token) => (kind === 'end' ? 'the end' : `'${text}'`)
  const takeSign = (sign: string) => {
    if (peek().kind !== 'sign' || peek().text !== sign) throw fail(`${sign} is expected where ${said(peek())} came`)
    return take()
  }
  const isSign = (sign: string) => peek().kind === 'sign' && peek().text === sign

  const nested = <T>(read: () => T): T => {
    if ((depth += 1) > most) throw fail(`it nests more than ${most} deep, which is the limit`)
    const inner = read()
    depth -= 1
    return inner
  }
  const binary = (level: number): Expression => {
    const names = levels[level]
    if (!names) return unary()
    let left = binary(level + 1)
    for (let name = word(); name !== null && names.includes(name); name = word()) {
      const token = take()
      const right = name === 'in' ? list() : binary(level + 1)
      left = joined(name, left, right, token)
    }
    return left
  }
  const unary = (): Expression => {
    if (isSign('-')) return call('-', [nested((take(), unary))], peek())
    if (word() !== 'not') return primary()
    const token = take()
    const inner = nested(unary)
    if (inner.kind !== 'boolean') throw fail('not takes what is true or false, and binds closer than any comparison: write not (… eq …)', token)
    return call('not', [inner], token)
  }
  const primary = (): Expression => {
    const token = peek()
    if (isSign('(')) {
      take()
      const inner = nested(() => binary(0))
      takeSign(')')
      return inner
    }
    take()
    if (token.kind === 'text') return { form: 'literal', kind: 'text', value: token.text }
    if (token.kind === 'number') return { form: 'literal', kind: 'number', value: Number(token.text) }
    if (token.kind === 'date') return dateOf(token)
    if (token.kind === 'moment') throw fail(`${said(token)} is a point in time; dates here are days, such as ${token.text.slice(0, 10)}`, token)
    if (token.kind !== 'word') throw fail(`a column, a value or a function is expected where ${said(token)} came`, token)
    return isSign('(') ? functionOf(token) : nameOf(token)
  }
  const dateOf = (token: Token): Expression => {
    if (!isDay(token.text)) throw fail(`${said(token)} is no day of any calendar`, token)
    return { form: 'literal', kind: 'date', value: token.text }
  }
  const nameOf = (token: Token): Expression => {
    const column = columns.find(({ name }) => name === token.text)
    if (column) return { form: 'column', kind: kindOf(column), name: column.name }
    const literal = token.text.toLowerCase()
    if (literal === 'null') return { form: 'literal', kind: 'null', value: null }
    if (literal === 'true' || literal === 'false') return { form: 'literal', kind: 'boolean', value: literal === 'true' }
    if (literal === 'inf') return { form: 'literal', kind: 'number', value: Infinity }
    if (peek().kind === 'text') throw fail(`${token.text}'…' is a literal of OData 2 and 3; in OData 4 texts are 'like this' and days like this: 2024-01-01`, token)
    const names = columns.map(({ name }) => name)
    const quoted = nearest(token.text, names) === null ? ` (a text stands between quotes: '${token.text}')` : ''
    throw fail(`${token.text} is no column here${quoted}; ${allowed(token.text, names)}`, token)
  }
  const functionOf = (token: Token): Expression => {
    const name = token.text.toLowerCase()
    takeSign('(')
    const inner: Expression[] = []
    while (!isSign(')')) {
      if (inner.length > 0) takeSign(',')
      inner.push(nested(() => binary(0)))
    }
    takeSign(')')
    if (name === 'substringof') throw fail("substringof is of OData 3; write contains(column,'text')", token)
    if (!/^[a-z]/.test(name) || !Object.hasOwn(functions, name) || levels.flat().includes(name) || name === 'not')
      throw fail(`there is no function ${token.text}; ${allowed(name, Object.keys(functions).filter((one) => /^[a-z]{3,}$/.test(one) && !levels.flat().includes(one) && one !== 'not'))}`, token)
    return call(name, inner, token)
  }
  const list = (): Expression => {
    takeSign('(')
    const items: Expression[] = []
    do items.push(unary())
    while (isSign(',') && take())
    takeSign(')')
    const values = items.map((item) => {
      if (item.form === 'literal') return item.value
      if (item.form === 'call' && item.name === '-' && item.inner[0]?.form === 'literal') return -Number(item.inner[0].value)
      throw fail('in takes values, separated by commas')
    })
    const kinds = [...new Set(items.map(({ kind }) => kind).filter((kind) => kind !== 'null'))]
    if (kinds.length > 1) throw fail(`in takes values of one kind; ${kinds.join(' and ')} came`)
    return { form: 'list', kind: kinds[0] ?? 'null', values }
  }
  const call = (name: string, inner: readonly Expression[], token: Token): Expression => {
    const { takes, gives } = functions[name]!
    const counts = Array.isArray(takes[0]) ? (takes as readonly (readonly Kind[])[]) : [takes as readonly Kind[]]
    const fitting = counts.find(({ length }) => length === inner.length)
    if (!fitting) throw fail(`${name} takes ${counts.map(({ length }) => length).join(' or ')} values, and ${inner.length} came`, token)
    inner.forEach(({ kind }, index) => {
      if (kind !== fitting[index] && kind !== 'null') throw fail(`${name} takes a ${fitting[index]}, and a ${kind} came`, token)
    })
    return { form: 'call', kind: gives, name, inner }
  }
  const joined = (name: string, left: Expression, right: Expression, token: Token): Expression => {
    const comparison = ['eq', 'ne', 'in', 'gt', 'ge', 'lt', 'le'].includes(name)
    if (!comparison) return call(name, [left, right], token)
    if (left.kind !== right.kind && left.kind !== 'null' && right.kind !== 'null') throw fail(`${name} compares a ${left.kind} with a ${right.kind}${remedy(left, right)}`, token)
    return { form: 'call', kind: 'boolean', name, inner: [left, right] }
  }

  if (peek().kind === 'end') throw wrong(option, `it is empty: leave it out, or write for example year eq 2024`)
  const whole = binary(0)
  if (peek().kind !== 'end') {
    const near = nearest(peek().text.toLowerCase(), levels.flat())
    throw fail(`and, or or a comparison is expected where ${said(peek())} came${near === null ? '' : `; nearest: ${near}`}`)
  }
  if (whole.kind !== 'boolean' && whole.kind !== 'null') throw wrong(option, `'${source}' is a ${whole.kind}; it takes what is true or false, such as year eq 2024`)
  return whole
}

const remedy = (left: Expression, right: Expression): string => {
  const [column, other] = left.form === 'column' ? [left, right] : [right, left]
  if (column.form !== 'column' || other.form !== 'literal') return ''
  const value = String(other.value)
  if (column.kind === 'text') return `; ${column.name} is a text: write '${value}'`
  if (column.kind === 'number' && other.kind === 'text') return `; ${column.name} is a number: write ${/^-?[\d.]+$/.test(value) ? value : 'it'} without quotes`
  return column.kind === 'date' ? `; ${column.name} is a day: write ${/^\d{4}/.exec(value)?.[0] ?? 2024}-01-01` : ''
}

/** `Date.parse` takes 30 February for the second of March. */
const isDay = (text: string): boolean => {
  const day = new Date(text)
  return !Number.isNaN(day.valueOf()) && day.toISOString().slice(0, 10) === text.slice(0, 10)
}
