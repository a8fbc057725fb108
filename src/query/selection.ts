import { userError } from '../errors.ts'
import { nearest } from '../model/nearest.ts'
import type { Area } from '../geography/geography.ts'
import type { AreaPolicy } from '../geography/policy.ts'
import type { Dimension, Subject } from '../model/model.ts'
import { unknownArea } from './unknown-area.ts'
import { yearsOf, type Warehouse } from './warehouse.ts'

/** The arguments of a subject as they came; members and ids as in the model. */
export type SelectionRequest = {
  readonly year?: { readonly from?: number | null; readonly to?: number | null; readonly in?: readonly number[] | null } | null
  readonly area?: readonly string[] | null
  readonly vintage?: number | null
  readonly areaPolicy?: AreaPolicy | null
  readonly acrossBreaks?: boolean | null
  readonly survey?: string | null
  readonly members: Readonly<Record<string, readonly string[] | null | undefined>>
}

/** Checked arguments: which part of a subject is looked at. */
export type Selection = {
  readonly warehouse: Warehouse
  readonly subject: Subject
  readonly where: ReadonlyMap<string, readonly string[]>
  /** Years asked for; null: those in which the subject was asked about. */
  readonly years: readonly number[] | null
  /** Areas listed, in `vintage`; empty: none listed. */
  readonly areas: readonly Area[]
  readonly vintage: number
  /** Null: as is usual at each level. */
  readonly areaPolicy: AreaPolicy | null
  readonly survey: string | null
  readonly acrossBreaks: boolean
}

/** Dimensions a subject can be split by or filtered on: its own and those of the units. */
export const dimensionsOf = ({ model }: Warehouse, subject: Subject): readonly Dimension[] =>
  model.dimensions.filter(({ id, of }) => of === 'unit' || subject.dimensions.includes(id))

const didYouMean = (match: string | null) => (match === null ? '' : `; did you mean ${match}?`)

const checkYears = (warehouse: Warehouse, year: SelectionRequest['year']): readonly number[] | null => {
  if (year === null || year === undefined) return null
  const known = yearsOf(warehouse)
  const span = `the warehouse has answers of ${known.join(', ')}`
  if (year.in) {
    if (year.in.length === 0) throw userError(`where.year.in is empty: leave it out for all years, or name some; ${span}`)
    const unknown = year.in.filter((one) => !known.includes(one))
    if (unknown.length > 0) throw userError(`where.year.in: no answers of ${unknown.join(', ')}; ${span}`)
  }
  const from = year.from ?? -Infinity
  const to = year.to ?? Infinity
  if (from > to) throw userError(`where.year: from ${from} is after to ${to}, so no year is left; write from ${to} to ${from}`)
  const years = known.filter((one) => from <= one && one <= to && (year.in?.includes(one) ?? true))
  if (years.length === 0) throw userError(`where.year: no year is left of from ${year.from ?? 'the first'} to ${year.to ?? 'the last'}${year.in ? ` in ${year.in.join(', ')}` : ''}; ${span}`)
  return years
}

const checkVintage = ({ geography }: Warehouse, vintage: number | null | undefined): number => {
  const [first, last] = geography.vintages
  const chosen = vintage ?? geography.defaultVintage
  if (vintage !== null && vintage !== undefined && (chosen < first || chosen > last))
    throw userError(`where.vintage: borders of ${chosen} are not known; known are those of ${first} to ${last}`)
  return chosen
}

const checkAreas = (warehouse: Warehouse, codes: readonly string[] | null | undefined, vintage: number, within: Area | null): readonly Area[] => {
  if (!codes) return within ? [within] : []
  if (codes.length === 0) throw userError('where.area is empty: leave it out for the country, or name at least one code')
  return [...new Set(codes)].map((code) => {
    const area = warehouse.geography.find(code, vintage)
    if (!area) throw userError(`where.area: ${unknownArea(warehouse, code, vintage)}`)
    if (within && area.code !== within.code && !warehouse.geography.children(within, area.level).some((child) => child.code === code))
      throw userError(`where.area: ${code} ${area.name} does not lie in ${within.code} ${within.name}, to which this field is narrowed; ask for it from the root of the query`)
    return area
  })
}

const checkMembers = (warehouse: Warehouse, subject: Subject, wanted: SelectionRequest['members']): ReadonlyMap<string, readonly string[]> => {
  const dimensions = dimensionsOf(warehouse, subject)
  const entries = Object.entries(wanted).flatMap(([id, members]): [string, readonly string[]][] => {
    if (!members) return []
    const dimension = dimensions.find((one) => one.id === id)
    if (!dimension) throw userError(`${subject.id} is not split by ${id}; it is by ${dimensions.map((one) => one.id).join(', ')}`)
    const known = warehouse.members(id)
    if (members.length === 0) throw userError(`where.${id} is empty: leave it out for all, or name at least one of ${known.join(', ')}`)
    for (const member of members)
      if (!known.includes(member))
        throw userError(`where.${id}: ${member} is no member${didYouMean(nearest(member, known))}; members are ${known.slice(0, 30).join(', ')}${known.length > 30 ? ' …' : ''}`)
    return [[id, known.filter((member) => members.includes(member))]]
  })
  return new Map(entries)
}

/** Checks the arguments of a subject. Throws a user error that names the argument, what came and what is allowed. */
export const select = (warehouse: Warehouse, subject: Subject, request: SelectionRequest, within: Area | null = null): Selection => {
  if (within && typeof request.vintage === 'number' && request.vintage !== within.vintage)
    throw userError(`where.vintage is ${request.vintage}, but this field is narrowed to an area in the borders of ${within.vintage}; ask for the area in that vintage`)
  const vintage = within?.vintage ?? checkVintage(warehouse, request.vintage)
  const surveys = warehouse.model.surveys.map(({ id }) => id)
  const survey = request.survey ?? null
  if (survey !== null && !surveys.includes(survey))
    throw userError(`where.survey: ${survey} is no survey${didYouMean(nearest(survey, surveys))}; surveys are ${surveys.join(', ')}`)
  return {
    warehouse,
    subject,
    where: checkMembers(warehouse, subject, request.members),
    years: checkYears(warehouse, request.year),
    areas: checkAreas(warehouse, request.area, vintage, within),
    vintage,
    areaPolicy: request.areaPolicy ?? null,
    survey,
    acrossBreaks: request.acrossBreaks ?? false,
  }
}
