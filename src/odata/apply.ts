import { readExpression, type Expression } from './expression.ts'
import { columnNamed } from './columns.ts'
import type { EntitySet } from './entity-set.ts'
import { unsupported, wrong } from './refusal.ts'
import type { Column } from '../series/column.ts'

/** Columns asked for, by the name they have in the answer. */
export type Aggregate = { readonly column: string; readonly as: string }
/** `before` narrows what is grouped, `after` the groups. `aggregates`: null where only the groups themselves are asked for. */
export type Apply = {
  readonly before: readonly Expression[]
  readonly groups: readonly string[]
  readonly aggregates: readonly Aggregate[] | null
  readonly columns: readonly Column[]
  readonly after: readonly Expression[]
}

const option = '$apply'
const example = 'groupby((year,area_level,area),aggregate(NUMBER))'

/** Parts between signs that stand outside of brackets and texts. */
const parted = (text: string, sign: string): readonly string[] => {
  const parts: string[] = ['']
  let depth = 0
  let isText = false
  for (const letter of text) {
    if (letter === "'") isText = !isText
    else if (!isText && letter === '(') depth += 1
    else if (!isText && letter === ')') depth -= 1
    if (letter === sign && depth === 0 && !isText) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.map((part) => part.trim())
}

const callOf = (text: string): { readonly name: string; readonly inside: string } => {
  const [, name, inside] = /^([\w.]+)\s*\(([\s\S]*)\)$/.exec(text) ?? []
  if (name === undefined || inside === undefined) throw wrong(option, `'${text}' is not understood; write for example ${example}`)
  return { name: name.toLowerCase(), inside: inside.trim() }
}

/** Reads transformations: filters, then one groupby or aggregate, then filters of what comes out. `columns`: all the subject's. */
export const readApply = (text: string, { name: set }: EntitySet, columns: readonly Column[]): Apply => {
  const before: Expression[] = []
  const after: Expression[] = []
  let grouped: Pick<Apply, 'groups' | 'aggregates' | 'columns'> | null = null
  for (const part of parted(text, '/')) {
    if (part.toLowerCase() === 'identity') continue
    const { name, inside } = callOf(part)
    if (name === 'filter') (grouped ? after : before).push(readExpression(inside, grouped?.columns ?? columns, option))
    else if (name !== 'groupby' && name !== 'aggregate')
      throw unsupported(option, `${name} is not answered here; filter, groupby and aggregate are. For the greatest few, add $orderby and $top`)
    else if (grouped) throw unsupported(option, `${name} comes after groups were made; numbers are not added up a second time. Group once, by fewer columns`)
    else grouped = name === 'groupby' ? readGroups(inside, columns) : { groups: [], ...readAggregates(inside, [], columns) }
  }
  if (!grouped) throw unsupported(option, `filter alone came: write it as $filter of ${set}, or add groupby or aggregate`)
  return { before, after, ...grouped }
}

const readGroups = (inside: string, columns: readonly Column[]): Pick<Apply, 'groups' | 'aggregates' | 'columns'> => {
  const [list = '', aggregate, ...more] = parted(inside, ',')
  const [, names] = /^\(([^()]*)\)$/.exec(list) ?? []
  if (names === undefined || more.length > 0) throw wrong(option, `groupby(${inside}) came; it takes columns in brackets of their own, then at most one aggregate: ${example}`)
  const groups = names.split(',').map((one) => columnNamed(one.trim(), columns, option))
  const number = groups.find(({ indicator }) => indicator !== null)
  if (number) throw wrong(option, `rows are grouped by what tells them apart, and ${number.name} is a number of theirs; group by ${columns.filter((one) => one.indicator === null).map((one) => one.name).join(', ')}`)
  const ids = [...new Set(groups.map(({ name }) => name))]
  if (aggregate === undefined) return { groups: ids, aggregates: null, columns: groups }
  const call = callOf(aggregate)
  if (call.name !== 'aggregate') throw unsupported(option, `${call.name} within groupby is not answered here; aggregate is: ${example}`)
  return { groups: ids, ...readAggregates(call.inside, groups, columns) }
}

const readAggregates = (inside: string, groups: readonly Column[], columns: readonly Column[]): Pick<Apply, 'aggregates' | 'columns'> => {
  const read = parted(inside, ',').map((item) => {
    const [, source = '', method, alias] = /^(\S+?)(?:\s+with\s+(\S+))?(?:\s+as\s+(\S+))?$/i.exec(item) ?? []
    if (source.toLowerCase() === '$count') throw unsupported(option, 'rows are not counted by group; ask …/$count with a $filter, or the column NUMBER_n for how many answered')
    const column = columnNamed(source, columns, option)
    if (column.indicator === null) throw unsupported(option, `${column.name} is no number; group by it`)
    if (method !== undefined) throw notAdded(column, method, alias)
    const as = alias ?? column.name
    if (!/^[A-Za-z_]\w*$/.test(as) || (as !== column.name && [...groups, ...columns].some(({ name }) => name === as))) throw wrong(option, `${as} cannot be the name of ${column.name}; take one that no column has`)
    return { aggregate: { column: column.name, as }, column: { ...column, name: as } }
  })
  return { aggregates: read.map(({ aggregate }) => aggregate), columns: [...groups, ...read.map(({ column }) => column)] }
}

const notAdded = ({ name }: Column, method: string, alias: string | undefined) =>
  unsupported(
    option,
    `${name} with ${method} came. Rows of different areas, levels and members overlap, some are missing or not public, and shares and means cannot be added up; ` +
      `leave 'with ${method}' out, and the number is worked out for each group from the answers: aggregate(${name}${alias === undefined ? '' : ` as ${alias}`})`,
  )
