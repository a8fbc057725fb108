import { areaCodes } from '../area-codes.ts'
import { dimensionsById, memberIds } from '../declared.ts'
import { populationDimensions } from '../fill-model.ts'
import { geographyFiles } from '../geography-rows.ts'
import { allowed } from '../nearest.ts'
import { cellPlace } from '../table-file.ts'
import type { Table } from '../table-file.ts'
import { forRows } from './geography.ts'
import { rule } from './rule.ts'

const { file } = geographyFiles.population

export const populationDimension = rule('population-dimension', (folder, report) => {
  if (folder.model?.value.geography === undefined) return
  const dimensions = dimensionsById(folder)
  const table = folder.table(file)
  for (const column of populationDimensions(folder)) {
    const place = { file, line: 1, column: (table?.header.indexOf(column) ?? 0) + 1 }
    const dimension = dimensions.get(column)?.value
    const enumerable = [...dimensions.values()].filter(({ value }) => value.of !== 'unit').map(({ value }) => value.id)
    if (dimension === undefined ? !folder.lost.has(column) : dimension.of === 'unit') {
      report(
        place,
        `the column ${column || '(without a name)'} is no dimension of facts; ${allowed(column, ['persons', ...enumerable])}`,
        'rename or delete it',
      )
    }
  }
})

export const populationMember = rule('population-member', (folder, report) => {
  const dimensions = dimensionsById(folder)
  const members = populationDimensions(folder).map((id) => ({ id, ids: memberIds(folder, dimensions.get(id)?.value) }))
  forRows(folder, 'population', (table, { line, cell }) => {
    for (const { id, ids } of members) {
      if (ids === null ? cell(id) !== '' || !dimensions.has(id) : ids.includes(cell(id)) || folder.lost.has(cell(id))) continue
      const message = `the dimension ${id} has no member "${cell(id)}"; ${allowed(cell(id), ids ?? [])}`
      report(cellPlace(table, line, id), message, `write a member, or add it to ${id}; every row is of one member`)
    }
  })
})

export const populationPersons = rule('population-persons', (folder, report) => {
  forRows(folder, 'population', (table, { line, cell }) => {
    const text = cell('persons')
    if (text !== '' && Number(text) >= 0) return
    report(
      cellPlace(table, line, 'persons'),
      `persons is "${text}"; a number from 0 is expected`,
      'write the number, or delete the area in that year where it is not known',
    )
  })
})

export const populationTwice = rule('population-twice', (folder, report) => {
  const dimensions = populationDimensions(folder)
  const seen = new Map<string, number>()
  forRows(folder, 'population', (table, { line, cell }) => {
    const key = ['year', 'code', ...dimensions].map(cell).join(' ')
    const earlier = seen.get(key)
    if (earlier === undefined) seen.set(key, line)
    else report(cellPlace(table, line, 'code'), `${key} is there already (line ${earlier})`, 'delete one of the two')
  })
})

/** The inhabitants of an area in a year are all or none there; a member is expected where another area of the year has it. */
export const populationWhole = rule('population-whole', (folder, report) => {
  const dimensions = populationDimensions(folder)
  const codes = areaCodes(folder)
  if (dimensions.length === 0 || codes === null) return
  const declared = dimensionsById(folder)
  const known = dimensions.map((id) => ({ id, ids: memberIds(folder, declared.get(id)?.value) }))
  const broken = new Set<string>() // areas with a row that is told of
  const base = folder.model?.value.geography?.base
  const years = new Map<string, Set<string>>()
  const areas = new Map<string, { year: string; code: string; line: number; cells: Set<string>; table: Table }>()
  forRows(folder, 'population', (table, { line, cell }) => {
    const [year, code, members] = [cell('year'), cell('code'), dimensions.map(cell).join(' ')]
    const valid = codes.get(code)?.some(({ level, from, to }) => level === base && from <= Number(year) && Number(year) <= to)
    const right = known.every(({ id, ids }) => (ids === null ? cell(id) !== '' : ids.includes(cell(id))))
    if (valid !== true || !right) return void broken.add(`${year} ${code}`)
    years.set(year, (years.get(year) ?? new Set()).add(members))
    const area = areas.get(`${year} ${code}`) ?? { year, code, line, cells: new Set(), table }
    areas.set(`${year} ${code}`, { ...area, cells: area.cells.add(members) })
  })
  for (const { year, code, line, cells, table } of areas.values()) {
    const lacking = [...(years.get(year) ?? [])].filter((members) => !cells.has(members))
    if (lacking.length === 0 || broken.has(`${year} ${code}`)) continue
    const message = `${code} has inhabitants in ${year}, but no row of ${lacking.slice(0, 12).join(', ')}, which other areas have`
    report(cellPlace(table, line, 'code'), message, 'add the rows (0 where nobody lives), or delete the area in that year')
  }
})

/** Inhabitants are those of the base areas; what lies above is summed. */
export const populationLevel = rule('population-level', (folder, report) => {
  const { base = '', levels = [] } = folder.model?.value.geography ?? {}
  const codes = areaCodes(folder)
  if (codes === null || !levels.some(({ id }) => id === base)) return
  forRows(folder, 'population', (table, { line, cell }) => {
    const found = (codes.get(cell('code')) ?? []).map(({ level }) => level)
    if (found.length === 0 || found.includes(base)) return
    report(
      cellPlace(table, line, 'code'),
      `${cell('code')} is a ${found[0]}; the base level ${base} is expected`,
      'delete the row: other levels are summed',
    )
  })
})
