import { bind, list, sql } from '../database/sql.ts'
import type { Fact } from '../model/model.ts'
import { waveId, type Measure, type Plan } from '../query/plan.ts'
import type { Estimates, Spot } from '../query/run.ts'
import { subjectCells, type Warehouse } from '../query/warehouse.ts'
import { membersId } from './breakdown.ts'
import { dimensionsOfCut, guardedFacts, isClosed, isOfVintage, membersOfCell, type Cut } from './closed-set.ts'
import type { Audience } from './gate.ts'
import type { Reading } from './unit-cells.ts'

/**
 * open: everybody may see everything; whole: nothing of the fact is hidden in the wave; guarded: something is, but not this; hidden: it
 * may not be shown.
 */
export type Cover = 'open' | 'whole' | 'guarded' | 'hidden'
export type Suppression = (measure: Measure, spot: Spot) => (wave: string) => Cover

/** Estimates, and what of them may be shown. */
export type GuardedEstimates = Estimates & { readonly suppression: Suppression }

export const nothingHidden: Suppression = () => () => 'open'

/** Cells that tell what a number is made of: a fact, and the dimensions of the cut that it has. */
type Part = { readonly fact: Fact; readonly dimensions: readonly string[] }

const partsOf = (warehouse: Warehouse, { subject, by, where }: Plan, { indicator }: Measure): readonly Part[] => {
  const order = [...subject.dimensions, ...warehouse.model.dimensions.filter(({ of }) => of === 'unit').map(({ id }) => id)]
  const asked = dimensionsOfCut({ by, where })
  const ofUnit = new Set(warehouse.model.dimensions.filter(({ of }) => of === 'unit').map(({ id }) => id))
  return guardedFacts(subject, indicator).flatMap((fact) => {
    const cells = subjectCells(warehouse, subject.id).filter((cell) => cell.fact === fact.id)
    const has = (id: string) => fact.id === indicator.of || ofUnit.has(id) || cells.some(({ members }) => members.has(id))
    const dimensions = order.filter((id) => asked.includes(id) && has(id))
    return indicator.kind === 'composition' ? [{ fact, dimensions }, { fact, dimensions: dimensions.filter((id) => id !== indicator.over) }] : [{ fact, dimensions }]
  })
}

/** What is hidden of the numbers of a plan from whoever asks. What a release does not tell to be public is hidden. */
export const readSuppression = async (warehouse: Warehouse, plan: Plan, read: Reading, { role, reveal }: Audience): Promise<Suppression> => {
  const facts = [...new Set(plan.measures.flatMap(({ indicator }) => guardedFacts(plan.subject, indicator)))]
  if (facts.length === 0) return nothingHidden
  const { subject, by, where, waves, vintage } = plan
  const cut: Cut = { by, where }
  const guarded = (fact: Fact, wave: string): boolean => warehouse.guarded?.has(`${subject.id} ${fact.id} ${wave}`) ?? true
  const anything = waves.some((wave) => facts.some((fact) => guarded(fact, waveId(wave))))
  const kinds = plan.measures.flatMap((measure) => partsOf(warehouse, plan, measure).map(({ dimensions }) => dimensions.join(' ')))
  const hidden = anything && warehouse.guarded ? await readHidden(plan, { facts, kinds: [...new Set(kinds)] }, read) : new Set<string>()
  const closed = isClosed(cut, warehouse.members)
  const years = new Map(waves.map((wave) => [waveId(wave), wave.year]))

  const coverOf = (measure: Measure, parts: readonly Part[], spot: Spot, wave: string): Cover => {
    if (parts.length === 0) return 'open'
    const members = membersOfCell(cut, spot.members)
    const isPublic = warehouse.guarded !== null && closed && measure.estimator === measure.indicator.estimator && isOfVintage(warehouse.geography, years.get(wave) ?? 0, vintage)
    if (!isPublic || parts.some(({ fact, dimensions }) => hidden.has(cellId(fact.id, wave, spot, dimensions.map((id) => [id, members.get(id) ?? ''] as const))))) return 'hidden'
    return parts.some(({ fact }) => guarded(fact, wave)) ? 'guarded' : 'whole'
  }
  return (measure, spot) => {
    const parts = partsOf(warehouse, plan, measure)
    return (wave) => {
      const cover = coverOf(measure, parts, spot, wave)
      if (role === 'public' || cover === 'open') return cover
      if (cover !== 'whole') reveal()
      return 'open'
    }
  }
}

const cellId = (fact: string, wave: string, { level, area }: Pick<Spot, 'level' | 'area'>, members: readonly (readonly [string, string])[]): string =>
  `${fact} ${wave} ${level} ${area} ${membersId(members)}`

/** `kinds`: dimensions of the cells. */
const readHidden = async (
  { subject, waves, places, vintage }: Plan,
  { facts, kinds }: { readonly facts: readonly Fact[]; readonly kinds: readonly string[] },
  read: Reading,
): Promise<ReadonlySet<string>> => {
  const years = [...new Set(waves.map(({ year }) => year))].sort((a, b) => a - b)
  const { values, rowCount } = await read(sql`
    select fact, survey, year, level, area, members from suppression
    where subject = ${bind('varchar', subject.id)} and fact in ${list('varchar', facts.map(({ id }) => id))}
      and year in ${list('usmallint', years)} and vintage = ${bind('usmallint', vintage)} and dimensions in ${list('varchar', kinds)}
      and level in ${list('varchar', places.map(({ level }) => level))}`)
  const [names = [], surveys = [], found = [], levels = [], areas = [], members = []] = values
  const hidden = new Set<string>()
  for (let row = 0; row < rowCount; row += 1)
    hidden.add(`${String(names[row])} ${waveId({ survey: String(surveys[row]), year: Number(found[row]) })} ${String(levels[row])} ${String(areas[row])} ${String(members[row])}`)
  return hidden
}
