import { validIn } from '../geography/membership.ts'
import { stepsOf, succeeded } from '../geography/succession.ts'
import type { Survey } from '../model/model.ts'
import { allowed, nearest } from '../model/nearest.ts'
import type { Checked, Words } from './check.ts'

type Stage = Pick<Checked, 'model' | 'geography'>

/** Why a code is not known in a year: never, no longer, not yet, or not in the frame; and what to write instead. */
export const unknownUnit = (stage: Stage, survey: Survey, code: string, year: number, codes: readonly string[]): Words => {
  const base = stage.model.geography?.base
  const areas = survey.unit.kind === 'area' ? stage.geography.areas.filter((area) => area.level === base && area.code === code) : []
  const other = areas[0]
  if (other && validIn(year)(other)) {
    const near = nearest(code, codes)
    return {
      message: `unit ${code} ${other.name} is not in the frame of ${survey.id} ${year}${near === null ? '' : `; nearest: ${near}`}`,
      wayOut: 'add it to the frame, or delete the row',
    }
  }
  if (other?.validTo != null && year > other.validTo) {
    const next = became(stage, code, other.validTo, year)
    return {
      message: `unit ${code} ${other.name} ended in ${other.validTo}${next.length === 0 ? '' : `; it became ${next.join(', ')}`}`,
      wayOut: `give the code of ${year}`,
    }
  }
  if (other?.validFrom != null && year < other.validFrom) {
    const before = came(stage, code, other.validFrom)
    return {
      message: `unit ${code} ${other.name} began in ${other.validFrom}${before.length === 0 ? '' : `; before it was ${before.join(', ')}`}`,
      wayOut: `give the code of ${year}`,
    }
  }
  const padded = codes.find((known) => known === `0${code}`)
  if (padded)
    return {
      message: `unit ${code} is not known in ${year}; nearest: ${padded} (a leading zero was lost)`,
      wayOut: 'format the column as text and export again',
    }
  return {
    message: `unit ${JSON.stringify(code)} is not known in ${year}; ${listed(code, codes)}`,
    wayOut: 'correct the code, or add the unit',
  }
}

/** A part that belongs to a unit nobody knows. */
export const unknownWhole = (survey: Survey, part: string, unit: string, year: number): Words => ({
  message: `part ${part} belongs to unit ${JSON.stringify(unit)}, which is not known in ${year}`,
  wayOut: `correct the unit in ${survey.unit.parts}`,
})

const listed = (code: string, codes: readonly string[]): string =>
  codes.length <= 30 ? allowed(code, codes) : `nearest: ${nearest(code, codes) ?? 'none'} (of ${codes.length} units)`

const named = ({ geography }: Stage, code: string): string => {
  const name = geography.areas.find((area) => area.code === code)?.name
  return name === undefined ? code : `${code} ${name}`
}

/** What a code that ended is in a later year. */
const became = (stage: Stage, code: string, ended: number, year: number): readonly string[] => {
  const { areas, changes } = stage.geography
  const steps = stepsOf(changes, (one, when) => areas.some((area) => area.code === one && validIn(when)(area)))
  return [...succeeded(code, ended, year, steps).keys()].filter((one) => one !== code).map((one) => named(stage, one))
}

/** What a code was made from when it began. */
const came = (stage: Stage, code: string, began: number): readonly string[] =>
  stage.geography.changes
    .filter(({ year, from, to }) => to === code && year === began && stage.geography.areas.some((area) => area.code === from && validIn(began - 1)(area)))
    .map(({ from }) => named(stage, from))
