import { userError } from '../errors.ts'
import { countryLevel } from '../geography/geography.ts'
import { surveyDimension } from '../series/grid.ts'
import type { Cell } from '../series/table.ts'
import type { Apply } from './apply.ts'
import { narrow, surveysIn, type Axes, type Axis } from './axes.ts'
import type { Expression } from './expression.ts'
import { fetchRows, type Row, type Source } from './fetch.ts'
import { keeps } from './read.ts'
import { wrong } from './refusal.ts'
import { rowsIn, slicesOf } from './slices.ts'

const option = '$apply'

const isGrouped = (axis: Axis, groups: readonly string[]): boolean => axis.columns.some((name) => groups.includes(name))

/** Rows of groups: worked out as the table that is split by just what they are grouped by, never added up from other rows. */
export const groupRows = async (source: Source, apply: Apply): Promise<readonly Row[]> => {
  const filter = apply.before.reduce<Expression | null>((all, one) => (all === null ? one : { form: 'call', kind: 'boolean', name: 'and', inner: [all, one] }), null)
  const { axes, rest } = narrow(source.axes, filter)
  if (rest.length > 0) throw wrong(option, 'what is grouped is narrowed by conditions that each are of the year, the area or one dimension; joined by and. Conditions of numbers go into $filter, which acts on the groups')
  const rows = apply.aggregates === null ? distinct(source, axes, apply.groups) : await numbers(source, axes, apply)
  return rows.filter(keeps(apply.after, apply.columns.map(({ name }) => name)))
}

const numbers = async (source: Source, { years, places, splits }: Axes, { groups, aggregates }: Apply): Promise<readonly Row[]> => {
  if ([years, places, ...splits.values()].some(({ values }) => values.length === 0)) return []
  const firstOf = ({ columns }: Axis) => groups.findIndex((name) => columns.includes(name))
  const kept = [...splits].filter(([, axis]) => isGrouped(axis, groups)).sort(([, a], [, b]) => firstOf(a) - firstOf(b))
  const fixed = [...splits].flatMap(([id, axis]) => (isGrouped(axis, groups) || axis.values.length === source.axes.splits.get(id)?.values.length ? [] : [[id, axis.values.map((value) => String(value[id]))] as const]))
  if (!isGrouped(years, groups) && years.values.length > 1)
    throw wrong(option, `numbers of ${years.values.length} years are not made into one: group by year too, or narrow to one with filter(year eq ${years.values.at(-1)?.['year']})`)
  const split: Source = {
    ...source,
    axes: { years, places: groupedPlaces(places, groups, source.axes.places), splits: new Map(kept) },
    survey: surveyOf(fixed) ?? source.survey,
    others: new Map([...source.others, ...fixed]),
  }
  const slices = slicesOf(split.warehouse, split.subject, split.axes)
  refuseMany(rowsIn(slices), source)
  return fetchRows(split, slices, [...groups, ...(aggregates ?? []).map(({ column }) => column)])
}

const refuseMany = (groups: number, { context: { maxRows } }: Source): void => {
  if (groups > maxRows) throw userError(`${option}: there are ${groups} groups, and ${maxRows} is the most; narrow them with filter, or group by fewer columns`, { code: 'QUERY_TOO_COMPLEX', target: option })
}

const surveyOf = (fixed: readonly (readonly [string, readonly string[]])[]): string | null => {
  const [survey, ...others] = fixed.find(([id]) => id === surveyDimension)?.[1] ?? []
  if (others.length > 0) throw wrong(option, `a number is of one survey, and filter leaves ${[survey, ...others].join(', ')}: group by survey too, or narrow to one`)
  return survey ?? null
}

/** Areas are groups by their code; else all of them are one group, which is the country, or the single area that is left. */
const groupedPlaces = (places: Axis, groups: readonly string[], all: Axis): Axis => {
  if (groups.includes('area') || places.values.length === 1) return places
  if (groups.includes('area_level')) throw wrong(option, 'a level has many areas, which are not added up: group by area too, or leave area_level out, and the number is the country’s')
  const country = places.values.length === all.values.length ? places.values.filter((place) => place['area_level'] === countryLevel) : []
  if (groups.includes('area_name')) throw wrong(option, 'different areas may have the same name: group by area too')
  if (country.length === 0)
    throw wrong(option, `${places.values.length} areas would have to be added up, some of which overlap: group by area too, or narrow to one with filter(area eq '${places.values[0]?.['area']}') or to the country with filter(area_level eq '${countryLevel}')`)
  return { ...places, values: country }
}

/** The groups themselves: all combinations of what there is. */
const distinct = (source: Source, { years, places, splits }: Axes, groups: readonly string[]): readonly Row[] => {
  const lists = [years, places, ...splits.values()].map(({ columns, values }) => {
    const mine = columns.filter((name) => groups.includes(name))
    return [...new Map(values.map((value) => [JSON.stringify(mine.map((name) => value[name])), Object.fromEntries(mine.map((name) => [name, value[name] ?? null]))])).values()]
  })
  refuseMany(lists.reduce((all, list) => all * list.length, 1), source)
  const rows = lists.reduce<readonly Readonly<Record<string, Cell>>[]>((all, list) => all.flatMap((row) => list.map((one) => ({ ...row, ...one }))), [{}])
  const [hasYear, hasSurvey] = [isGrouped(years, groups), groups.includes(surveyDimension)]
  const isThere = (row: Readonly<Record<string, Cell>>) => {
    const year = Number(row['year'] ?? String(row['date']).slice(0, 4))
    return !hasYear || !hasSurvey || surveysIn(source.warehouse, source.subject, year).includes(String(row[surveyDimension]))
  }
  return rows.filter(isThere).map((row) => groups.map((name) => row[name] ?? null))
}
