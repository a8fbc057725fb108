export type Kind = 'number' | 'text' | 'date' | 'boolean' | 'null'
/** A day is `2024-01-01`; null is a missing value, and of a comparison what is neither true nor false. */
export type Value = string | number | boolean | null
type Function = { readonly takes: readonly Kind[] | readonly (readonly Kind[])[]; readonly gives: Kind; readonly run: (...values: never[]) => Value }

const text = (run: (...values: string[]) => Value, count: 1 | 2, gives: Kind): Function => ({ takes: Array.from({ length: count }, (): Kind => 'text'), gives, run })
const number = (run: (...values: number[]) => number, count: 1 | 2 = 2): Function => ({ takes: Array.from({ length: count }, (): Kind => 'number'), gives: 'number', run })
const partOfDay = (from: number, to: number): Function => ({ takes: ['date'], gives: 'number', run: (day: string) => Number(day.slice(from, to)) })

/** Operators and functions that give null where one of their values is null. */
export const functions: Readonly<Record<string, Function>> = {
  add: number((a = 0, b = 0) => a + b),
  sub: number((a = 0, b = 0) => a - b),
  mul: number((a = 0, b = 0) => a * b),
  div: number((a = 0, b = 0) => (Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b)),
  divby: number((a = 0, b = 0) => a / b),
  mod: number((a = 0, b = 0) => a % b),
  '-': number((a = 0) => -a, 1),
  round: number((a = 0) => Math.sign(a) * Math.round(Math.abs(a)), 1),
  floor: number((a = 0) => Math.floor(a), 1),
  ceiling: number((a = 0) => Math.ceil(a), 1),
  contains: text((whole = '', part = '') => whole.includes(part), 2, 'boolean'),
  startswith: text((whole = '', part = '') => whole.startsWith(part), 2, 'boolean'),
  endswith: text((whole = '', part = '') => whole.endsWith(part), 2, 'boolean'),
  indexof: text((whole = '', part = '') => whole.indexOf(part), 2, 'number'),
  concat: text((a = '', b = '') => a + b, 2, 'text'),
  length: text((a = '') => a.length, 1, 'number'),
  tolower: text((a = '') => a.toLowerCase(), 1, 'text'),
  toupper: text((a = '') => a.toUpperCase(), 1, 'text'),
  trim: text((a = '') => a.trim(), 1, 'text'),
  substring: {
    takes: [['text', 'number'], ['text', 'number', 'number']],
    gives: 'text',
    run: (whole: string, from: number, count?: number) => whole.slice(from, count === undefined ? undefined : from + count),
  },
  year: partOfDay(0, 4),
  month: partOfDay(5, 7),
  day: partOfDay(8, 10),
  and: { takes: ['boolean', 'boolean'], gives: 'boolean', run: (a: boolean, b: boolean) => a && b },
  or: { takes: ['boolean', 'boolean'], gives: 'boolean', run: (a: boolean, b: boolean) => a || b },
  not: { takes: ['boolean'], gives: 'boolean', run: (a: boolean) => !a },
}
