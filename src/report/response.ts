import { integer, join, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import { correspondences } from '../geography/correspondence.ts'
import { memberships, validIn } from '../geography/membership.ts'
import type { Stage } from '../ingest/stage.ts'
import { sizeGroupStrata } from '../model/fill-survey.ts'
import type { Survey, Text } from '../model/model.ts'
import { sideOf, wavesOf, type Pair, type Waves } from './pair.ts'

/** Units: how many were asked (where nobody knows who was, those with a row), and how many of them answered. */
export type Count = { readonly asked: number; readonly answered: number }
export type ResponseRow = { readonly code: string; readonly name: string | null; readonly count: Pair<Count> }
/** `label` null: size groups or strata, which `id` tells apart. */
export type ResponseTable = {
  readonly id: string
  readonly kind: 'level' | 'size' | 'stratum'
  readonly label: Text | null
  readonly rows: readonly ResponseRow[]
}
/** A unit that was asked and did not answer. */
export type Absent = {
  readonly code: string
  readonly name: string | null
  readonly size: number | null
  readonly answeredBefore: boolean | null
}
export type Response = {
  readonly all: Pair<Count>
  readonly tables: readonly ResponseTable[]
  /** The largest first; at most 200. */
  readonly absent: readonly Absent[]
  readonly absentCount: number
}

type Unit = { readonly wave: number; readonly code: string; readonly asked: boolean; readonly responded: boolean }
const most = 200

/** Who answered, by area (this wave's borders), by size and by stratum, beside the wave before. */
export const countResponse = async (stage: Stage, survey: Survey, waves: Waves, years: Pair<number>): Promise<Response> => {
  const groups = survey.design.strata === null || survey.design.strata === sizeGroupStrata ? [] : await countBy(stage, waves, 'name')
  const sizes = await countBy(stage, waves, 'size_group')
  const all = await countBy(stage, waves, null)
  const areas = survey.unit.kind === 'area' ? await countByArea(stage, waves, years) : null
  const tables: ResponseTable[] = [
    ...(areas === null ? [] : [areas]),
    ...(sizes.length > 1 ? [{ id: 'size', kind: 'size' as const, label: null, rows: sizes }] : []),
    ...(groups.length > 1 && JSON.stringify(groups) !== JSON.stringify(sizes)
      ? [{ id: survey.design.strata ?? '', kind: 'stratum' as const, label: null, rows: groups }]
      : []),
  ]
  return { all: all[0]?.count ?? { now: { asked: 0, answered: 0 }, before: null }, tables, ...(await findAbsent(stage, waves)) }
}

const inWaves = (waves: Waves) => sql`s.wave in (${join(wavesOf(waves).map(integer))})`

const countBy = async ({ writer }: Stage, waves: Waves, column: 'name' | 'size_group' | null): Promise<ResponseRow[]> => {
  const key = column === 'name' ? sql`s.name` : column === 'size_group' ? sql`s.size_group` : sql`''`
  const position = column === 'size_group' ? sql`any_value(g.position)` : sql`min(s.position)`
  const found = recordsOf<{ code: string; wave: number; asked: number; answered: number }>(
    await writer.all(sql`select ${key} as code, s.wave, count(case when s.asked then 1 end)::integer as asked,
        count(case when s.asked and s.responded then 1 end)::integer as answered
      from stage_stratified s left join stage_size_group g on g.code = s.size_group
      where ${inWaves(waves)} and ${key} is not null
      group by ${key}, s.wave order by ${position}, 1, 2`),
  )
  return sides(
    waves,
    found.map((row) => ({ ...row, name: null })),
  )
}

/** Rows of the two waves put side by side, in the order of the first of each code. */
const sides = (
  waves: Waves,
  found: readonly (Count & { readonly code: string; readonly name: string | null; readonly wave: number })[],
): ResponseRow[] =>
  [...new Set(found.map(({ code }) => code))].map((code) => {
    const of = (side: 'now' | 'before'): Count | null => {
      const row = found.find((one) => one.code === code && sideOf(waves, one.wave) === side)
      return row ? { asked: row.asked, answered: row.answered } : null
    }
    return {
      code,
      name: found.find((one) => one.code === code)?.name ?? null,
      count: { now: of('now') ?? { asked: 0, answered: 0 }, before: of('before') },
    }
  })

/** By the level next above the base; null where there is none, or nobody lies in any of its areas. */
const countByArea = async (stage: Stage, waves: Waves, years: Pair<number>): Promise<ResponseTable | null> => {
  const { model, geography } = stage
  const declared = model.geography
  const level = declared?.levels.findLast(({ id }) => id !== declared.base)
  if (!declared || !level) return null
  const parents = new Map<string, { area: string; share: number }>()
  for (const { base, area, share, level: of } of memberships(declared, geography.areas, geography.members, years.now))
    if (of === level.id && share > (parents.get(base)?.share ?? 0)) parents.set(base, { area, share })
  const today = bordersOf(stage, years)
  const names = new Map(
    geography.areas.filter((area) => area.level === level.id && validIn(years.now)(area)).map(({ code, name }) => [code, name]),
  )
  const counts = new Map<string, { wave: number; code: string; name: string | null; asked: number; answered: number }>()
  for (const { wave, code, asked, responded } of await unitsOf(stage, waves)) {
    const base = wave === waves.now ? code : (today.get(code) ?? code)
    const area = parents.get(base)?.area
    if (area === undefined || !asked) continue
    const key = `${wave} ${area}`
    const row = counts.get(key) ?? { wave, code: area, name: names.get(area) ?? null, asked: 0, answered: 0 }
    counts.set(key, { ...row, asked: row.asked + 1, answered: row.answered + (responded ? 1 : 0) })
  }
  const rows = sides(waves, [...counts.values()]).sort((a, b) => (a.code < b.code ? -1 : 1))
  return rows.length === 0 ? null : { id: level.id, kind: 'level', label: level.label, rows }
}

const unitsOf = async ({ writer }: Stage, waves: Waves): Promise<Unit[]> =>
  recordsOf<Unit>(
    await writer.all(
      sql`select s.wave, u.code, s.asked, s.responded from stage_stratified s join stage_unit u using (unit) where ${inWaves(waves)}`,
    ),
  )

/** Base areas of the year before -> where most of each lies now. */
const bordersOf = ({ model, geography }: Stage, { now, before }: Pair<number>): ReadonlyMap<string, string> => {
  if (before === null) return new Map()
  const base = geography.areas.filter(({ level }) => level === model.geography?.base)
  const rows = correspondences(
    [before, now],
    (year) => base.filter(validIn(year)).map(({ code }) => code),
    geography.changes,
    geography.population,
  )
  const largest = new Map<string, { target: string; share: number }>()
  for (const { year, code, vintage, target, share } of rows)
    if (year === before && vintage === now && share > (largest.get(code)?.share ?? 0)) largest.set(code, { target, share })
  return new Map([...largest].map(([code, { target }]) => [code, target]))
}

const findAbsent = async (stage: Stage, waves: Waves): Promise<{ absent: Absent[]; absentCount: number }> => {
  const found = recordsOf<{ code: string; size: number | null; before: boolean | null; all: number }>(
    await stage.writer.all(sql`select u.code, s.size, b.responded as before, count(*) over ()::integer as all
      from stage_stratified s join stage_unit u using (unit)
      left join stage_stratified b on b.unit = s.unit and b.wave = ${integer(waves.before ?? -1)}
      where s.wave = ${integer(waves.now)} and s.asked and not s.responded
      order by s.size desc nulls last, u.code limit ${integer(most)}`),
  )
  const names = baseNames(stage)
  return {
    absent: found.map(({ code, size, before }) => ({ code, name: names.get(code) ?? null, size, answeredBefore: before })),
    absentCount: found[0]?.all ?? 0,
  }
}

/** Base areas by code; of a code used twice over the years the last name. */
export const baseNames = ({ model, geography }: Stage): ReadonlyMap<string, string> =>
  new Map(
    geography.areas
      .filter(({ level }) => level === model.geography?.base)
      .sort((a, b) => (a.validFrom ?? 0) - (b.validFrom ?? 0))
      .map(({ code, name }) => [code, name]),
  )
