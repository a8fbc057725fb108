import { createHash } from 'node:crypto'
import { bind, identifier, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import { guardedWaves, hiddenCellsOf, type HiddenCell } from '../disclosure/hidden-cells.ts'
import type { Wave } from '../disclosure/unit-cells.ts'
import { cellName, waveName, type Earlier, type EarlierPattern } from './earlier-suppression.ts'
import { borderYears } from './fill-geography.ts'
import { loadRows, type Cell } from './load-rows.ts'
import type { Stage } from './stage.ts'
import { suppressionBasis } from './suppression-basis.ts'

const columns = ['subject', 'fact', 'survey', 'year', 'vintage', 'level', 'area', 'dimensions', 'members', 'kind']

/** What is hidden of a wave, and whether it is more than its answers need, because earlier releases hid it. */
type Hidden = { readonly cells: readonly HiddenCell[]; readonly bound: boolean }

/**
 * Works out which numbers of facts with a disclosure are not public. A function of each year's answers, and of what was hidden before: a wave
 * that an earlier release had just so, and that hid all that others hid, is hidden as it was. Gives names of the waves of which more is hidden than their
 * answers need, with what.
 */
export const fillSuppression = async (stage: Stage, earlier: Earlier): Promise<readonly string[]> => {
  const { writer, model } = stage
  const waves = recordsOf(await writer.all(sql`select survey::varchar as survey, year from wave order by year, survey`)).map(({ survey, year }) => ({ survey: String(survey), year: Number(year) }))
  const known = borderYears(stage)
  const borders = known.length === 0 ? null : ([known[0] ?? 0, known.at(-1) ?? 0] as const)
  const members = await readMembers(stage)
  const circumstances = { model, read: writer.all, borders, membersOf: (dimension: string) => members.get(dimension) ?? [] }
  const basisOf = await suppressionBasis(stage, borders)
  const rows: Cell[][] = []
  const bases: Cell[][] = []
  const bindings: string[] = []
  const singles = new Map<string, readonly string[]>()
  for (const wave of guardedWaves(model, waves)) {
    const { subject, fact, survey, year } = wave
    const singlesAt = (of: number) => `${subject.id} ${fact.id} ${of}`
    const before = singles.get(singlesAt(year - 1)) ?? []
    const basis = basisOf(wave, before)
    const name = waveName(subject.id, fact.id, survey, year)
    const patterns = earlier.get(name) ?? []
    const compute = (hiddenEarlier: ReadonlySet<string>) =>
      hiddenCellsOf(circumstances, wave, { hiddenBefore: (code) => before.includes(code), hiddenEarlier: (cell) => hiddenEarlier.has(nameOf(cell)) })
    const { cells, bound } = await hiddenOf(stage, wave, basis, patterns, compute)
    for (const { vintage, level, area, dimensions, members: some, kind } of cells) rows.push([subject.id, fact.id, survey, year, vintage, level, area, dimensions, some, kind])
    const own = cells.filter(({ level, dimensions }) => level === model.geography?.base && dimensions === '').map(({ area }) => area)
    singles.set(singlesAt(year), [...new Set([...(singles.get(singlesAt(year)) ?? []), ...own])].sort())
    const pattern = patternOf(cells)
    bases.push([subject.id, fact.id, survey, year, basis, pattern, bound])
    if (bound) bindings.push(`${name} ${pattern}`)
  }
  await loadRows(
    writer,
    stage.scratch,
    columns,
    rows,
    (source) => sql`insert into suppression
      select subject, fact, survey::survey_id, year::usmallint, vintage::usmallint, level, area, dimensions, members, kind from ${source}`,
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
  const distinct = patterns.filter(({ pattern }, index) => pattern === null || patterns.findIndex((other) => other.pattern === pattern) === index)
  const read: (EarlierPattern & { cells: readonly HiddenCell[] })[] = []
  for (const one of distinct) read.push({ ...one, cells: await cellsIn(stage, one.database, wave) })
  const all = new Set(read.flatMap(({ cells }) => cells.map(nameOf)))
  const same = read.find((one) => one.basis === basis && one.cells.length === all.size)
  if (same) return { cells: same.cells, bound: same.bound }
  const needed = await compute(new Set())
  const shown = new Set(needed.map(nameOf))
  if ([...all].every((name) => shown.has(name))) return { cells: needed, bound: false }
  return { cells: await compute(all), bound: true }
}

/** What a release hides of a wave, in the order it was worked out. */
const cellsIn = async ({ writer }: Stage, database: string, { subject, fact, survey, year }: Wave): Promise<HiddenCell[]> => {
  const name = await writer.attached(database)
  return recordsOf<HiddenCell>(
    await writer.all(sql`select vintage::integer as vintage, level, area, dimensions, members, kind from ${name}.suppression
      where subject = ${bind('varchar', subject.id)} and fact = ${bind('varchar', fact.id)} and survey::varchar = ${bind('varchar', survey)} and year = ${bind('usmallint', year)}
      order by rowid`),
  )
}

const readMembers = async ({ writer, model }: Stage): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, readonly string[]>()
  for (const { id } of model.dimensions) {
    const { values } = await writer.all(sql`select enum_range(null::${identifier(`d_${id}`)})`)
    found.set(id, ((values[0]?.[0] ?? []) as readonly string[]).filter((member) => member !== ''))
  }
  return found
}
