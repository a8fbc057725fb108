import { areaCodes } from '../area-codes.ts'
import { dimensionsById, dotted, memberIds, subjectsById } from '../declared.ts'
import type { Folder } from '../folder.ts'
import { allowed } from '../nearest.ts'
import { publishedColumns, publishedRows } from '../published-rows.ts'
import type { SubjectShape } from '../shapes/subject-shape.ts'
import { cellPlace } from '../table-file.ts'
import type { Table } from '../table-file.ts'
import { isYear, nearCode } from './geography.ts'
import { rule } from './rule.ts'

const needed = publishedColumns.filter((column) => column !== 'url')

export const publishedColumn = rule('published-column', (folder, report) => {
  const dimensions = dimensionsById(folder)
  for (const table of tablesOf(folder)) {
    const lacking = needed.filter((name) => !table.header.includes(name))
    for (const column of lacking) {
      report(
        { file: table.file, line: 1, column: 1 },
        `the column ${column} is not there; ${allowed(column, table.header)}`,
        `rename or add ${column}`,
      )
    }
    for (const [i, column] of table.header.entries()) {
      const fixed: readonly string[] = publishedColumns
      // Where one of the columns lacks, this may be it, misspelled.
      if (lacking.length > 0 || fixed.includes(column) || dimensions.has(column) || folder.lost.has(column)) continue
      const message = `the column ${column || '(without a name)'} is no dimension; ${allowed(column, [...fixed, ...dimensions.keys()])}`
      report({ file: table.file, line: 1, column: i + 1 }, message, 'rename or delete it')
    }
  }
})

export const publishedIndicator = rule('published-indicator', (folder, report) => {
  const all = folder.subjects.flatMap(({ value }) => Object.keys(value.indicators ?? {}).map((id) => `${value.id}.${id}`))
  for (const { table, line, cell } of rowsOf(folder)) {
    const indicator = cell('indicator')
    const name = dotted(indicator)
    if (all.includes(indicator)) continue
    if (name !== null && [name.subject, name.name, `${name.subject}.indicators`].some((word) => folder.lost.has(word))) continue
    const message = `there is no indicator "${indicator}"; ${allowed(indicator, all)}`
    report(cellPlace(table, line, 'indicator'), message, 'write subject.indicator, or add the indicator to its subject')
  }
})

export const publishedMember = rule('published-member', (folder, report) => {
  const dimensions = dimensionsById(folder)
  const subjects = subjectsById(folder)
  for (const { table, line, cell, members } of rowsOf(folder)) {
    const subject = subjects.get(dotted(cell('indicator'))?.subject ?? '')?.value
    for (const [id, member] of Object.entries(members)) {
      const dimension = dimensions.get(id)?.value
      if (dimension === undefined) continue
      const place = cellPlace(table, line, id)
      const ids = memberIds(folder, dimension)
      if (subject !== undefined && dimension.of !== 'unit' && !dimensionsOf(folder, subject).includes(id)) {
        report(place, `the subject ${subject.id} has no dimension ${id}; ${allowed(id, subject.dimensions ?? [])}`, 'leave the cell empty')
      } else if (ids !== null && !ids.includes(member) && !folder.lost.has(member)) {
        report(place, `the dimension ${id} has no member ${member}; ${allowed(member, ids)}`, 'write a member, or nothing for the whole')
      }
    }
  }
})

export const publishedValue = rule('published-value', (folder, report) => {
  for (const { table, line, cell } of rowsOf(folder)) {
    const [year, value] = [cell('year'), cell('value')]
    if (!isYear(year)) {
      report(cellPlace(table, line, 'year'), `year is "${year}"; a year of four digits is expected`, 'write the year the figure is of')
    }
    if (value === '' || !Number.isFinite(Number(value))) {
      const wayOut = value.includes(',') ? 'write a point, not a comma' : 'write the number, or delete the row'
      report(cellPlace(table, line, 'value'), `value is "${value}"; a number is expected`, wayOut)
    }
    if (cell('source') === '') {
      report(cellPlace(table, line, 'source'), 'the figure has no source', 'say who published it, and where')
    }
  }
})

export const publishedTwice = rule('published-twice', (folder, report) => {
  const seen = new Map<string, { table: Table; line: number }>()
  for (const { table, line, cell, members } of rowsOf(folder)) {
    const keys = ['indicator', 'year', 'area', 'source'].map(cell)
    const key = JSON.stringify([...keys, Object.entries(members).sort()])
    const earlier = seen.get(key)
    if (earlier === undefined) seen.set(key, { table, line })
    else {
      const named = [...keys.slice(0, 3), ...Object.values(members)].join(' ')
      const message = `${named} of ${keys[3]} is there already (${earlier.table.file}:${earlier.line})`
      report(cellPlace(table, line, 'indicator'), message, 'keep the one that was published')
    }
  }
})

export const publishedArea = rule('published-area', (folder, report) => {
  const codes = areaCodes(folder)
  const geography = folder.model?.value.geography
  if (folder.model === null || folder.lost.has('geography') || (geography !== undefined && codes === null)) return
  const whole = geography?.country ?? 'all'
  for (const { table, line, cell } of rowsOf(folder)) {
    const area = cell('area')
    if (area === whole || codes?.has(area)) continue
    const near = codes === null ? `only ${whole} (there is no geography)` : `${nearCode(area, codes)}; the country is ${whole}`
    report(cellPlace(table, line, 'area'), `there is no area "${area}"; ${near}`, `mend the code, or write ${whole} for the whole`)
  }
})

function tablesOf(folder: Folder): Table[] {
  return folder.published.flatMap((file) => folder.table(file) ?? [])
}

// Not those of a table without one of the columns, which published-column tells.
function rowsOf(folder: Folder) {
  const whole = tablesOf(folder).filter(({ header }) => needed.every((column) => header.includes(column)))
  return whole.flatMap((table) => publishedRows(table).map((row) => ({ table, ...row })))
}

function dimensionsOf(folder: Folder, subject: SubjectShape): readonly string[] {
  return [
    ...(subject.dimensions ?? []),
    ...(folder.lost.has(`${subject.id}.dimensions`) ? folder.dimensions.map(({ value }) => value.id) : []),
  ]
}
