import type { SeriesBreak } from '../../series/breaks.ts'
import type { Column } from '../../series/column.ts'
import { inLanguage } from '../../series/labels.ts'
import type { ObservationStatus } from '../../series/point.ts'
import type { Document } from '../document.ts'

/** One year of one series, as the table has it. */
export type Observation = {
  readonly year: number
  readonly value: number | null
  readonly standardError: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly respondents: number
  readonly status: ObservationStatus
}
/** What a series is split by: `area`, or the id of a dimension. */
export type Part = { readonly key: string; readonly code: string; readonly label: string }
export type Plotted = {
  readonly indicator: string
  readonly parts: readonly Part[]
  /** In order of years. */
  readonly observations: readonly Observation[]
  readonly breaks: readonly SeriesBreak[]
}
/** `keys`: what series are split by, with its name. `last`: the last year of all. */
export type Reading = {
  readonly indicators: readonly Column[]
  readonly keys: readonly { readonly key: string; readonly label: string }[]
  readonly series: readonly Plotted[]
  readonly years: readonly number[]
}

const numberOf = (cell: unknown): number | null => (typeof cell === 'number' ? cell : null)

/** The series of a table, in the order in which its rows name them. */
export const readingOf = ({ table, language }: Document): Reading => {
  const column = (name: string) => table.values[table.columns.findIndex((one) => one.name === name)] ?? []
  const dimensions = table.columns.filter(({ name, dimension }) => name === dimension)
  const areaColumn = table.columns.find(({ name }) => name === 'area_name')
  const keys = [
    { key: 'area', label: inLanguage(areaColumn?.label, language) ?? 'area' },
    ...dimensions.map(({ name, label }) => ({ key: name, label: inLanguage(label, language) ?? name })),
  ]
  const codes = keys.map(({ key }) => column(key))
  const labels = keys.map(({ key }) => column(key === 'area' ? 'area_name' : `${key}_label`))
  const years = column('year')
  const rowsOf = new Map<string, number[]>()
  years.forEach((_, row) => {
    const id = JSON.stringify(codes.map((cells) => cells[row]))
    const rows = rowsOf.get(id) ?? []
    rowsOf.set(id, rows)
    rows.push(row)
  })
  const indicators = table.columns.filter(({ name, indicator }) => name === indicator?.id)
  const breaks = new Map(table.breaks().map((one) => [JSON.stringify([one.indicator, one.area, ...one.members]), one.breaks]))
  const series = indicators.flatMap(({ name }) => {
    const [values, errors, lower, upper, respondents, statuses] = ['', '_se', '_lower', '_upper', '_n', '_status'].map((suffix) => column(`${name}${suffix}`))
    return [...rowsOf.values()].map((rows): Plotted => {
      const first = rows[0] ?? 0
      const parts = keys.map(({ key }, at) => ({ key, code: String(codes[at]?.[first]), label: String(labels[at]?.[first]) }))
      const observations = rows.map((row) => ({
        year: Number(years[row]),
        value: numberOf(values?.[row]),
        standardError: numberOf(errors?.[row]),
        lower: numberOf(lower?.[row]),
        upper: numberOf(upper?.[row]),
        respondents: numberOf(respondents?.[row]) ?? 0,
        status: String(statuses?.[row]) as ObservationStatus,
      }))
      const broken = breaks.get(JSON.stringify([name, ...parts.map(({ code }) => code)])) ?? []
      return { indicator: name, parts, observations: observations.sort((a, b) => a.year - b.year), breaks: broken }
    })
  })
  return { indicators, keys, series, years: [...new Set(years.map(Number))].sort((a, b) => a - b) }
}
