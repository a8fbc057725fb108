import { sizeGroupStrata } from '../fill-survey.ts'
import type { Folder } from '../folder.ts'
import { geographyFiles } from '../geography-rows.ts'
import type { SurveyShape } from '../shapes/survey-shape.ts'
import { rule } from './rule.ts'

/** True where the frame of a survey knows the size of its units or strata. */
export function hasSizes(folder: Folder, { frame }: SurveyShape): boolean {
  if (frame === 'geography') return folder.table(geographyFiles.population.file) !== null
  return typeof frame === 'object' && frame.size !== undefined
}

const hasFrame = ({ frame }: SurveyShape): boolean => frame !== undefined && frame !== 'none'

export const designUnits = rule('design-units', (folder, report) => {
  for (const file of folder.surveys) {
    const { design } = file.value
    if (design?.units === undefined) continue
    const place = file.at(['design', 'units'])
    const units = [design.units].flat().length
    const stages = Math.max(1, [design.cluster ?? []].flat().length)
    if (hasFrame(file.value) && design.cluster === undefined)
      report(place, 'the frame counts the units already', 'delete units, or write frame: none')
    else if (units !== stages) report(place, `units has ${units} columns for ${stages} stages of sampling`, 'name one column per stage')
  }
})

export const designSize = rule('design-size', (folder, report) => {
  for (const file of folder.surveys) {
    const { design } = file.value
    if (folder.lost.has('geography') || file.cut(['frame'])) continue
    const sized = hasSizes(folder, file.value)
    if (design?.calibrate !== undefined && design.calibrate !== 'poststratify' && !sized) {
      const message = `calibrate: ${design.calibrate} is to the size of the units, but the frame has no sizes`
      report(file.at(['design', 'calibrate']), message, 'name the size column in frame, or delete calibrate')
    }
    if (design?.strata !== sizeGroupStrata) continue
    const groups = (folder.model?.value.size_groups ?? []).length > 0
    if (groups && sized) continue
    const lacks = groups ? 'the frame has no sizes' : 'model.yaml has no size_groups'
    report(
      file.at(['design', 'strata']),
      `strata: ${sizeGroupStrata} means the size groups, but ${lacks}`,
      'add what is lacking, or name a column',
    )
  }
})
