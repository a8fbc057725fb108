import { dimensionsById } from '../declared.ts'
import { rule } from './rule.ts'

export const unitDimension = rule('unit-dimension', (folder, report) => {
  for (const file of folder.dimensions) {
    const { id, of, column } = file.value
    if (of === 'unit' && column === undefined && !file.cut(['column'])) {
      report(
        file.at(['of']),
        `${id} is an attribute of the unit, but no column is named`,
        'add column: the column of the frame or the wave file',
      )
    }
    if (of !== 'unit' && column !== undefined) {
      report(file.atKey(['column']), `column is for attributes of the unit; ${id} is of the facts`, 'add of: unit or delete column')
    }
  }
})

export const subjectDimensions = rule('subject-dimensions', (folder, report) => {
  const dimensions = dimensionsById(folder)
  for (const file of folder.subjects) {
    const own = file.value.dimensions ?? []
    for (const [i, id] of own.entries()) {
      const place = file.at(['dimensions', i])
      if (own.indexOf(id) < i) report(place, `the dimension ${id} is listed twice`, 'delete one of the two')
      else if (dimensions.get(id)?.value.of === 'unit')
        report(place, `${id} is an attribute of the unit; every subject has it`, 'delete it here')
    }
  }
})
