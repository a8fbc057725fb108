import { orNull } from '../errors.ts'
import { isImputed } from '../query/imputable.ts'
import type { Measure } from '../query/plan.ts'
import { select, type Selection } from '../query/selection.ts'
import { yearsOf, type Warehouse } from '../query/warehouse.ts'
import { checkBy, surveyDimension, surveysOf } from '../series/grid.ts'
import { linesOf, type Line, type Series } from '../series/series.ts'

/** The same filter on another release; what was left out or as usual is as usual there, its borders too. Null where it has no such subject or year. */
const restatedSelection = (warehouse: Warehouse, selection: Selection): Selection | null => {
  const { warehouse: asked, where, years, areas, vintage, areaPolicy, survey, acrossBreaks } = selection
  const subject = warehouse.model.subjects.find(({ id }) => id === selection.subject.id)
  const known = years?.filter((year) => yearsOf(warehouse).includes(year))
  if (!subject || warehouse.model.id !== asked.model.id || known?.length === 0) return null
  const chosen = select(warehouse, subject, {
    year: known ? { in: known } : null,
    vintage: vintage === asked.geography.defaultVintage ? null : vintage,
    areaPolicy,
    acrossBreaks,
    survey,
    members: Object.fromEntries(where),
  })
  return { ...chosen, areas }
}

const restatedMeasure = ({ subject }: Selection, { indicator: { id, estimator: usual }, estimator }: Measure): Measure | null => {
  const indicator = subject.indicators.find((one) => one.id === id)
  if (!indicator) return null
  const measure = { indicator, estimator: estimator === usual ? indicator.estimator : estimator }
  return measure.estimator === 'imputed' && !isImputed(subject, measure) ? null : measure
}

/** Of each line of a release the same of another; null where it could not be asked there. Worked out once per line. */
export const linesIn = (warehouse: Warehouse) => {
  const known = new Map<Line, Map<string, Line | null>>()
  const restate = ({ selection, measure }: Line, by: readonly string[], survey: string | null): Line | null => {
    const chosen = restatedSelection(warehouse, selection)
    const same = chosen && restatedMeasure(chosen, measure)
    if (!chosen || !same || (survey !== null && !surveysOf(chosen).includes(survey))) return null
    checkBy(chosen, by)
    return linesOf(chosen)(same, survey)
  }
  return (line: Line, by: readonly string[], survey: string | null): Line | null => {
    const id = JSON.stringify([by, survey])
    const lines = known.get(line) ?? new Map<string, Line | null>()
    known.set(line, lines)
    const found = lines.has(id) ? (lines.get(id) ?? null) : orNull(() => restate(line, by, survey))
    lines.set(id, found)
    return found
  }
}

/** The same series on another release: its area by code and level, its members by name. Null where it has none of these. */
export const restated = (lines: ReturnType<typeof linesIn>, series: Series, by: readonly string[]): Series | null => {
  const { members } = series
  const line = lines(series.line, by, members.get(surveyDimension) ?? null)
  if (!line) return null
  const { warehouse, vintage } = line.selection
  const area = warehouse.geography.find(series.area.code, vintage)
  const has = [...members].every(([id, member]) => id === surveyDimension || warehouse.members(id).includes(member))
  return has && area?.level === series.area.level ? { line, area, members } : null
}
