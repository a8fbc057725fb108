import { areaCodes } from '../area-codes.ts'
import type { AreaCodes } from '../area-codes.ts'
import { changesSomething, directChanges } from '../direct-changes.ts'
import type { Folder } from '../folder.ts'
import { geographyFiles } from '../geography-rows.ts'
import { allowed } from '../nearest.ts'
import { cellPlace, cellsOf } from '../table-file.ts'
import type { Table } from '../table-file.ts'
import { validYears } from '../validity.ts'
import { rule } from './rule.ts'

type Kind = keyof typeof geographyFiles
type Row = { line: number; cell: (column: string) => string }

export const unknownLevel = rule('unknown-level', (folder, report) => {
  const levels = (folder.model?.value.geography?.levels ?? []).map((level) => level.id)
  forRows(folder, 'areas', (table, { line, cell }) => {
    if (levels.includes(cell('level')) || folder.lost.has(cell('level'))) return
    const message = `there is no level "${cell('level')}"; ${allowed(cell('level'), levels)}`
    report(cellPlace(table, line, 'level'), message, 'write one of these, or add it to levels in model.yaml')
  })
})

export const areaText = rule('area-text', (folder, report) => {
  forRows(folder, 'areas', (table, { line, cell }) => {
    for (const column of ['code', 'name'].filter((name) => cell(name) === '')) {
      report(cellPlace(table, line, column), `the area has no ${column}`, `write its ${column}`)
    }
  })
})

export const validYearsRule = rule('valid-years', (folder, report) => {
  for (const kind of ['areas', 'members'] as const) {
    forRows(folder, kind, (table, { line, cell }) => {
      for (const column of ['valid_from', 'valid_to'].filter((name) => cell(name) !== '' && !isYear(cell(name)))) {
        report(
          cellPlace(table, line, column),
          `${column} is "${cell(column)}"; a year of four digits, or nothing, is expected`,
          'write a year',
        )
      }
      const { from, to } = validYears(cell)
      if (from > to) report(cellPlace(table, line, 'valid_from'), `valid from ${from} to ${to}`, 'swap them')
    })
  }
  for (const kind of ['changes', 'population'] as const) {
    forRows(folder, kind, (table, { line, cell }) => {
      if (isYear(cell('year'))) return
      report(cellPlace(table, line, 'year'), `year is "${cell('year')}"; a year of four digits is expected`, 'write a year')
    })
  }
})

export const areaTwice = rule('area-twice', (folder, report) => {
  const country = folder.model?.value.geography?.country
  const seen = new Map<string, Row[]>()
  forRows(folder, 'areas', (table, row) => {
    const code = row.cell('code')
    const place = cellPlace(table, row.line, 'code')
    if (code !== '' && code === country)
      report(place, `${code} is the code of the country in model.yaml`, 'delete the row: the country is there already')
    const earlier = seen.get(code)?.find(({ cell }) => overlap(validYears(cell), validYears(row.cell)))
    if (code !== '' && earlier !== undefined) {
      report(place, `${code} is an area already in the same years (line ${earlier.line})`, 'part the years, or give it another code')
    }
    seen.set(code, [...(seen.get(code) ?? []), row])
  })
})

const codeColumns = { members: ['child', 'parent'], changes: ['from_code', 'to_code'], population: ['code'] } as const

export const unknownArea = rule('unknown-area', (folder, report) => {
  const codes = areaCodes(folder)
  if (codes === null) return
  for (const kind of ['members', 'changes', 'population'] as const) {
    forRows(folder, kind, (table, { line, cell }) => {
      for (const column of codeColumns[kind].filter((name) => !codes.has(cell(name)))) {
        const message = `there is no area "${cell(column)}" in ${geographyFiles.areas.file}; ${nearCode(cell(column), codes)}`
        report(cellPlace(table, line, column), message, 'mend the code, or add the area')
      }
    })
  }
})

export const areaNotValid = rule('area-not-valid', (folder, report) => {
  const codes = areaCodes(folder)
  if (codes === null) return
  const tell = (table: Table, { line, cell }: Row, column: string, year: number, wayOut: string) => {
    const rows = codes.get(cell(column))
    if (rows === undefined || Number.isNaN(year) || rows.some(({ from, to }) => from <= year && year <= to)) return
    const spans = rows.map(({ from, to }) => `${from === -Infinity ? '' : from}-${to === Infinity ? '' : to}`).join(', ')
    report(cellPlace(table, line, column), `the area ${cell(column)} is not valid in ${year} (only ${spans})`, wayOut)
  }
  const years = 'mend the code or the year, or valid_from and valid_to in areas.csv'
  const direct = directChanges(folder)
  forRows(folder, 'changes', (table, row) => {
    const year = Number(row.cell('year'))
    const later = direct.get(row.line)
    if (later === undefined || !changesSomething(later)) {
      const earlier = later && `, or from an earlier one if ${year} changes what it became (${[...later.became].join(', ')})`
      tell(table, row, 'from_code', year - 1, `a change of ${year} is from an area valid until ${year - 1}${earlier ?? ''}; ${years}`)
    }
    tell(table, row, 'to_code', year, years)
  })
  forRows(folder, 'population', (table, row) => tell(table, row, 'code', Number(row.cell('year')), years))
})

export const directChange = rule('direct-change', (folder, report) => {
  const direct = directChanges(folder)
  forRows(folder, 'changes', (table, { line, cell }) => {
    const row = direct.get(line)
    if (row === undefined || !changesSomething(row) || row.makes.has(cell('to_code'))) return
    const [became, makes] = [row.became, row.makes].map((codes) => [...codes].join(', '))
    const message = `${cell('from_code')} ended in ${row.until} and was ${became} then, of which ${cell('year')} makes ${makes}; ${cell('to_code')} is none of these`
    report(cellPlace(table, line, 'to_code'), message, `write one of these, or mend the changes of ${became}`)
  })
})

/** Calls for every row of a geography file of a folder that has a geography; not where a column is missing, which missing-column tells. */
export function forRows(folder: Folder, kind: Kind, call: (table: Table, row: Row) => void): void {
  const table = folder.model?.value.geography === undefined ? null : folder.table(geographyFiles[kind].file)
  if (table === null || !geographyFiles[kind].columns.every((column) => table.header.includes(column))) return
  for (const row of cellsOf(table)) call(table, row)
}

export function isYear(text: string): boolean {
  return /^\d{4}$/.test(text)
}

/** Nearest codes are looked for among all; to list thousands would help nobody. */
export function nearCode(code: string, codes: AreaCodes): string {
  return allowed(code, codes.keys()).split('; ')[0] ?? ''
}

export type Years = { from: number; to: number }
export function overlap(a: Years, b: Years): boolean {
  return a.from <= b.to && b.from <= a.to
}
