import { identifier, sql } from '../database/sql.ts'
import { guardedWaves, hiddenCellsOf } from '../disclosure/hidden-cells.ts'
import { cellName, waveName, type Earlier } from './earlier-suppression.ts'
import { borderYears } from './fill-geography.ts'
import { loadRows, type Cell } from './load-rows.ts'
import type { Stage } from './stage.ts'

const columns = ['subject', 'fact', 'survey', 'year', 'vintage', 'level', 'area', 'dimensions', 'members', 'kind']

/** Works out which numbers of facts with a disclosure are not public. A function of each year's answers, and of what was hidden before. */
export const fillSuppression = async (stage: Stage, earlier: Earlier): Promise<void> => {
  const { writer, model } = stage
  const { values } = await writer.all(sql`select survey, year from wave order by year, survey`)
  const [surveys = [], years = []] = values
  const waves = surveys.map((survey, row) => ({ survey: String(survey), year: Number(years[row]) }))
  const known = borderYears(stage)
  const borders = known.length === 0 ? null : ([known[0] ?? 0, known.at(-1) ?? 0] as const)
  const members = await readMembers(stage)
  const rows: Cell[][] = []
  const singles = new Set<string>()
  for (const wave of guardedWaves(model, waves)) {
    const { subject, fact, survey, year } = wave
    const id = (of: number, code: string) => `${subject.id} ${fact.id} ${of} ${code}`
    const circumstances = { model, read: writer.all, borders, membersOf: (dimension: string) => members.get(dimension) ?? [] }
    const before = earlier.get(waveName(subject.id, fact.id, survey, year))
    const hidden = await hiddenCellsOf(circumstances, wave, {
      hiddenBefore: (code) => singles.has(id(year - 1, code)),
      hiddenEarlier: (cell) => before?.has(cellName(cell.vintage, cell.level, cell.area, cell.members)) ?? false,
    })
    for (const { vintage, level, area, dimensions, members: some, kind } of hidden) {
      rows.push([subject.id, fact.id, survey, year, vintage, level, area, dimensions, some, kind])
      if (level === model.geography?.base && dimensions === '') singles.add(id(year, area))
    }
  }
  await loadRows(
    writer,
    stage.scratch,
    columns,
    rows,
    (source) => sql`insert into suppression
      select subject, fact, survey::survey_id, year::usmallint, vintage::usmallint, level, area, dimensions, members, kind from ${source}`,
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
