import { createHash } from 'node:crypto'
import { identifier, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import { guardedWaves, hiddenCellsOf, type HiddenCell } from '../disclosure/hidden-cells.ts'
import type { Wave } from '../disclosure/unit-cells.ts'
import { cellName, distinctPatterns, waveName, type Earlier, type EarlierPattern } from './earlier-suppression.ts'
import { loadRows, type Cell } from './load-rows.ts'
import type { Stage } from './stage.ts'
import { bordersKnown, type BasisOf } from './suppression-basis.ts'
import { cellsIn, createSingles, takenRows, type Taken } from './taken-suppression.ts'

const columns = ['place', 'position', 'subject', 'fact', 'survey', 'year', 'vintage', 'level', 'area', 'dimensions', 'members', 'kind']

/** What is hidden of a wave, and whether it is more than its answers need, because earlier releases hid it. */
type Hidden = { readonly cells: readonly HiddenCell[]; readonly bound: boolean }

/**
 * Works out which numbers of facts with a disclosure are not public. A function of each year's answers, and of what was hidden before: a wave
 * that an earlier release had just so, and that hid all that others hid, is hidden as it was. Gives names of the waves of which more is hidden than their
 * answers need, with what.
 */
export const fillSuppression = async (stage: Stage, earlier: Earlier, basisOf: BasisOf): Promise<readonly string[]> => {
  const { writer, model } = stage
  const waves = recordsOf(await writer.all(sql`select survey::varchar as survey, year from wave order by year, survey`)).map(({ survey, year }) => ({ survey: String(survey), year: Number(year) }))
  const borders = bordersKnown(stage)
  const members = await readMembers(stage)
  const circumstances = { model, read: writer.all, borders, membersOf: (dimension: string) => members.get(dimension) ?? [] }
  const singlesIn = createSingles(stage)
  const rows: Cell[][] = []
  const taken: Taken[] = []
  const bases: Cell[][] = []
  const bindings: string[] = []
  const singles = new Map<string, readonly string[]>()
  for (const [place, wave] of guardedWaves(model, waves).entries()) {
    const { subject, fact, survey, year } = wave
    const singlesAt = (of: number) => `${subject.id} ${fact.id} ${of}`
    const before = singles.get(singlesAt(year - 1)) ?? []
    const basis = basisOf(wave, before)
    const name = waveName(subject.id, fact.id, survey, year)
    const patterns = earlier.get(name) ?? []
    const tell = (pattern: string, bound: boolean, own: readonly string[]) => {
      bases.push([subject.id, fact.id, survey, year, basis, pattern, bound])
      if (bound) bindings.push(`${name} ${pattern}`)
      singles.set(singlesAt(year), [...new Set([...(singles.get(singlesAt(year)) ?? []), ...own])].sort())
    }
    const [same] = patterns
    if (same?.pattern && same.basis === basis && patterns.every(({ pattern }) => pattern === same.pattern)) {
      taken.push({ place, database: same.database, wave })
      tell(same.pattern, same.bound, await singlesIn(same.database, wave))
      continue
    }
    const compute = (hiddenEarlier: ReadonlySet<string>) =>
      hiddenCellsOf(circumstances, wave, { hiddenBefore: (code) => before.includes(code), hiddenEarlier: (cell) => hiddenEarlier.has(nameOf(cell)) })
    const { cells, bound } = await hiddenOf(stage, wave, basis, patterns, compute)
    for (const [position, { vintage, level, area, dimensions, members: some, kind }] of cells.entries())
      rows.push([place, position, subject.id, fact.id, survey, year, vintage, level, area, dimensions, some, kind])
    tell(patternOf(cells), bound, cells.filter(({ level, dimensions }) => level === model.geography?.base && dimensions === '').map(({ area }) => area))
  }
  const copied = await takenRows(stage, taken)
  await loadRows(
    writer,
    stage.scratch,
    columns,
    rows,
    (source) => sql`insert into suppression
      select subject, fact, survey::survey_id, year, vintage, level, area, dimensions, members, kind from (
        select * replace (place::integer as place, position::bigint as position, year::usmallint as year, vintage::usmallint as vintage) from ${source}
        ${copied ? sql`union all by name ${copied}` : sql``})
      order by place, position`,
  )
  await loadRows(
    writer,
    stage.scratch,
    ['subject', 'fact', 'survey', 'year', 'basis', 'pattern', 'bound'],
    bases,
    (source) => sql`insert into suppression_basis select subject, fact, survey::survey_id, year::usmallint, basis, pattern, bound::boolean from ${source}`,
  )
  return bindings
}

const nameOf = ({ vintage, level, area, members }: Pick<HiddenCell, 'vintage' | 'level' | 'area' | 'members'>): string => cellName(vintage, level, area, members)
const patternOf = (cells: readonly HiddenCell[]): string => createHash('sha256').update(cells.map(nameOf).sort().join('\n')).digest('hex')

const hiddenOf = async (stage: Stage, wave: Wave, basis: string, patterns: readonly EarlierPattern[], compute: (earlier: ReadonlySet<string>) => Promise<readonly HiddenCell[]>): Promise<Hidden> => {
  const read: (EarlierPattern & { cells: readonly HiddenCell[] })[] = []
  for (const one of distinctPatterns(patterns)) read.push({ ...one, cells: await cellsIn(stage, one.database, wave) })
  const all = new Set(read.flatMap(({ cells }) => cells.map(nameOf)))
  const same = read.find((one) => one.basis === basis && one.cells.length === all.size)
  if (same) return { cells: same.cells, bound: same.bound }
  const needed = await compute(new Set())
  const shown = new Set(needed.map(nameOf))
  if ([...all].every((name) => shown.has(name))) return { cells: needed, bound: false }
  return { cells: await compute(all), bound: true }
}

const readMembers = async ({ writer, model }: Stage): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, readonly string[]>()
  for (const { id } of model.dimensions) {
    const { values } = await writer.all(sql`select enum_range(null::${identifier(`d_${id}`)})`)
    found.set(id, ((values[0]?.[0] ?? []) as readonly string[]).filter((member) => member !== ''))
  }
  return found
}
