import type { Cell } from '../series/table.ts'
import type { Expression } from './expression.ts'
import { functions, type Value } from './functions.ts'

export type Lookup = (column: string) => Cell

/** What an expression gives for a row; as OData has it, null is neither true nor false, equal to null alone, and greater than nothing. */
export const evaluate = (expression: Expression, cell: Lookup): Value => {
  if (expression.form === 'literal') return expression.value
  if (expression.form === 'column') return cell(expression.name)
  if (expression.form === 'list') throw new Error('a list has no value')
  const { name, inner } = expression
  const [left, right] = inner
  if (name === 'and' || name === 'or') return both(name, evaluate(left!, cell), () => evaluate(right!, cell))
  if (right?.form === 'list') return right.values.includes(evaluate(left!, cell))
  const values = inner.map((one) => evaluate(one, cell))
  const compare = comparisons[name]
  if (compare) return compare(values[0] ?? null, values[1] ?? null)
  if (values.includes(null)) return null
  return (functions[name]!.run as (...all: readonly Value[]) => Value)(...values)
}

const both = (name: 'and' | 'or', left: Value, right: () => Value): Value => {
  const decisive = name === 'or'
  if (left === decisive) return decisive
  const other = right()
  if (other === decisive) return decisive
  return left === null || other === null ? null : !decisive
}

const known = (test: (a: number | string | boolean, b: number | string | boolean) => boolean) => (a: Value, b: Value) => a !== null && b !== null && test(a, b)
const comparisons: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: known((a, b) => a > b),
  ge: known((a, b) => a >= b),
  lt: known((a, b) => a < b),
  le: known((a, b) => a <= b),
}

export const holds = (expression: Expression, cell: Lookup): boolean => evaluate(expression, cell) === true

/** Columns that an expression looks at. */
export const columnsIn = (expression: Expression): readonly string[] => {
  if (expression.form === 'column') return [expression.name]
  return expression.form === 'call' ? [...new Set(expression.inner.flatMap(columnsIn))] : []
}

/** Conditions that all must hold: the parts of an `and`. */
export const conditionsOf = (expression: Expression): readonly Expression[] =>
  expression.form === 'call' && expression.name === 'and' ? expression.inner.flatMap(conditionsOf) : [expression]
