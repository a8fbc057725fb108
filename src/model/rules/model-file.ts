import { geographyFiles } from '../geography-rows.ts'
import { allowed } from '../nearest.ts'
import { cellsOf } from '../table-file.ts'
import { isValid } from '../validity.ts'
import { rule } from './rule.ts'

export const sizeGroupsOrder = rule('size-groups-order', ({ model }, report) => {
  const groups = model?.value.size_groups ?? []
  for (const [i, bound] of groups.entries()) {
    const before = groups[i - 1]
    if (model === null || before === undefined || before < bound) continue
    report(model.at(['size_groups', i]), `${bound} comes after ${before}; size_groups ascend`, 'sort them')
  }
})

export const baseLevel = rule('base-level', ({ model }, report) => {
  const geography = model?.value.geography
  if (model === null || geography === undefined) return
  const levels = geography.levels.map((level) => level.id)
  if (levels.includes(geography.base)) return
  report(
    model.at(['geography', 'base']),
    `the base level ${geography.base} is not in levels; ${allowed(geography.base, levels)}`,
    'name one of these, or add it',
  )
})

export const vintageYear = rule('vintage-year', ({ model, table }, report) => {
  const geography = model?.value.geography
  const areas = table(geographyFiles.areas.file)
  if (model === null || geography === undefined || areas === null || !areas.header.includes('level')) return
  if (!geography.levels.some((level) => level.id === geography.base)) return // base-level tells
  if (cellsOf(areas).some(({ cell }) => cell('level') === geography.base && isValid(cell, geography.vintage))) return
  const message = `no ${geography.base} of ${geographyFiles.areas.file} is valid in ${geography.vintage}`
  report(model.at(['geography', 'vintage']), message, 'choose a year whose areas are in the file')
})
