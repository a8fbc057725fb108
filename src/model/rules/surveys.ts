import { subjectsById, waveYears } from '../declared.ts'
import type { Folder } from '../folder.ts'
import { givenBy } from '../given.ts'
import { allowed } from '../nearest.ts'
import type { Shaped } from '../shaped-file.ts'
import type { SurveyShape } from '../shapes/survey-shape.ts'
import { rule } from './rule.ts'

export const needsGeography = rule('needs-geography', (folder, report) => {
  if (folder.model === null || folder.model.value.geography !== undefined || folder.lost.has('geography')) return
  for (const file of folder.surveys) {
    const wayOut = 'add geography to model.yaml, or choose another'
    if (file.value.unit.kind === 'area')
      report(file.at(['unit', 'kind']), 'units of kind area need a geography; model.yaml has none', wayOut)
    else if (file.value.frame === 'geography') report(file.at(['frame']), 'frame: geography needs a geography; model.yaml has none', wayOut)
  }
})

export const frameKind = rule('frame-kind', (folder, report) => {
  for (const file of folder.surveys) {
    if (file.value.frame !== 'geography' || file.value.unit.kind === 'area' || folder.model?.value.geography === undefined) continue
    report(file.at(['frame']), 'frame: geography means areas, but the units are of kind other', 'write kind: area, or name a frame file')
  }
})

export const waveYearsTwice = rule('wave-years', (folder, report) => {
  for (const file of folder.surveys) {
    const { waves } = file.value
    for (const [i, year] of ('years' in waves ? waves.years : []).entries()) {
      if ('years' in waves && waves.years.indexOf(year) < i)
        report(file.at(['waves', 'years', i]), `the wave ${year} is listed twice`, 'delete one of the two')
    }
  }
})

export const segmentYears = rule('segment-years', (folder, report) => {
  for (const file of folder.surveys) {
    for (const [i, { from, to }] of (file.value.segments ?? []).entries()) {
      if (to !== undefined && from > to) report(file.at(['segments', i, 'from']), `the segment is from ${from} to ${to}`, 'swap them')
    }
  }
})

export const segmentOverlap = rule('segment-overlap', (folder, report) => {
  for (const file of folder.surveys) {
    const segments = file.value.segments ?? []
    for (const [i, { from }] of segments.entries()) {
      const before = segments[i - 1]
      if (before === undefined || (before.to ?? Infinity) < from) continue
      const span = `${before.from}-${before.to ?? ''}`
      report(
        file.at(['segments', i, 'from']),
        `the segment from ${from} overlaps the one before (${span})`,
        'list segments by year, each ending before the next',
      )
    }
  }
})

export const segmentGap = rule('segment-gap', (folder, report) => {
  for (const file of folder.surveys) {
    const { segments } = file.value
    if (segments === undefined || file.cut(['segments'])) continue
    const bare = (waveYears(folder, file.value) ?? []).filter((year) => !segments.some(({ from, to }) => from <= year && year <= (to ?? Infinity)))
    if (bare.length > 0) report(file.atKey(['segments']), `no segment has the wave ${bare.join(', ')}`, 'widen a segment or add one')
  }
})

export const segmentSubject = rule('segment-subject', (folder, report) => {
  const subjects = subjectsById(folder)
  for (const file of folder.surveys) {
    for (const [i, segment] of (file.value.segments ?? []).entries()) {
      for (const [j, id] of (segment.subjects ?? []).entries()) {
        if (subjects.has(id) || folder.lost.has(id)) continue
        const message = `there is no subject ${id}; ${allowed(id, subjects.keys())}`
        report(file.at(['segments', i, 'subjects', j]), message, 'name a subject, or leave out subjects for all')
      }
    }
  }
})

export const primaryTwice = rule('primary-twice', (folder, report) => {
  const claims = new Map<string, Shaped<SurveyShape>>()
  const primary = folder.surveys.filter((survey) => survey.value.primary === true)
  for (const file of primary.length > 1 ? primary : []) {
    const taken: string[] = []
    let other: Shaped<SurveyShape> | null = null
    for (const subject of subjectsGivenBy(folder, file)) {
      for (const year of waveYears(folder, file.value) ?? []) {
        const earlier = claims.get(`${subject} ${year}`)
        if (earlier === undefined) claims.set(`${subject} ${year}`, file)
        else if (earlier.value.id !== file.value.id) [other] = [earlier, taken.push(`${subject} ${year}`)]
      }
    }
    if (other === null) continue
    const message = `${file.value.id} and ${other.value.id} are both primary for ${taken.join(', ')}; one survey can be`
    report(file.at(['primary']), message, 'leave primary out of one of the two')
  }
})

function subjectsGivenBy(folder: Folder, survey: Shaped<SurveyShape>): Set<string> {
  return new Set(givenBy(folder).flatMap((given) => (given.asked.survey === survey && given.name !== null ? [given.name.subject] : [])))
}
