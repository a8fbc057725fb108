import { areaCodes } from './area-codes.ts'
import type { Folder } from './folder.ts'
import { geographyFiles } from './geography-rows.ts'
import { cellsOf } from './table-file.ts'

/**
 * A row of area_changes.csv from an area that had ended before: it says where that area lies from `year` on. `became`: what it was
 * just before by the other rows; `makes`: what the year makes of that; the same where the year changes nothing of it.
 */
export type DirectChange = { readonly until: number; readonly became: ReadonlySet<string>; readonly makes: ReadonlySet<string> }

/** The direct rows by their line. */
export function directChanges(folder: Folder): ReadonlyMap<number, DirectChange> {
  const codes = areaCodes(folder)
  const table = folder.table(geographyFiles.changes.file)
  if (codes === null || table === null) return new Map()
  const rows = cellsOf(table).map(({ line, cell }) => ({ line, year: Number(cell('year')), from: cell('from_code'), to: cell('to_code') }))
  const lastYear = (code: string, before: number): number | null => {
    const spans = codes.get(code)?.filter(({ from }) => from < before) ?? []
    return spans.length === 0 ? null : Math.max(...spans.map(({ to }) => Math.min(to, before - 1)))
  }
  const direct = new Map(
    rows.flatMap(({ line, year, from }) => {
      const until = lastYear(from, year)
      return until !== null && until < year - 1 ? [[line, until] as const] : []
    }),
  )
  const regular = rows.filter(({ line }) => !direct.has(line))
  const after = (areas: ReadonlySet<string>, year: number): ReadonlySet<string> =>
    new Set([...areas].flatMap((code) => {
      const next = regular.filter((row) => row.year === year && row.from === code)
      return next.length === 0 ? [code] : next.map(({ to }) => to)
    }))
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b)
  return new Map(
    rows.flatMap(({ line, year, from }) => {
      const until = direct.get(line)
      if (until === undefined) return []
      const became = years.filter((one) => until < one && one < year).reduce(after, new Set([from]) as ReadonlySet<string>)
      return [[line, { until, became, makes: after(became, year) }] as const]
    }),
  )
}

/** Whether the year of the row changes what the area had become; else it says nothing that the earlier changes do not say. */
export const changesSomething = ({ became, makes }: DirectChange): boolean => [...became].some((code) => !makes.has(code)) || makes.size > became.size
