import { unknownCode } from '../checks/unit-words.ts'
import { bind, sql } from '../database/sql.ts'
import { finding, type Finding } from '../model/finding.ts'
import type { Survey } from '../model/model.ts'
import { frameRowsOf, type FrameFile, type FrameRow } from './frame.ts'
import { loadRows, type Cell } from './load-rows.ts'
import { numberOf } from './number.ts'
import type { Stage } from './stage.ts'

/** Every base area there ever was is a unit, the same for all surveys. */
export const stageAreas = async ({ writer, model }: Stage): Promise<void> => {
  if (model.geography === null) return
  await writer.run(sql`insert into stage_unit
    select row_number() over (order by code), null, code
    from (select distinct code from area where level = ${bind('varchar', model.geography.base)})`)
}

/** The units of one wave, as far as they are known without its answers. Findings: units of a frame file that are no areas of the year. */
export const stageFrame = async (stage: Stage, survey: Survey, frame: FrameFile | null, wave: number, year: number): Promise<Finding[]> => {
  if (survey.unit.kind === 'area') await knownAreas(stage, wave, year)
  const findings = frame === null ? [] : await unknownAreas(stage, survey, frame, wave, year)
  if (survey.frame.kind === 'geography') await areasAsFrame(stage, wave, year)
  if (survey.frame.kind === 'file' && frame !== null) await listAsFrame(stage, survey, frame, wave, year)
  if (survey.frame.kind === 'totals' && frame !== null) await totals(stage, survey, frame, wave, year)
  return findings
}

/** Of a geography that cannot be read no area is known: that is told, and no mistake of the answers. */
export const hasBaseAreas = ({ model, geography }: Stage): boolean => geography.areas.some(({ level }) => level === model.geography?.base)

const unknownAreas = async (stage: Stage, survey: Survey, frame: FrameFile, wave: number, year: number): Promise<Finding[]> => {
  if (survey.frame.kind !== 'file' || survey.unit.kind !== 'area' || !hasBaseAreas(stage)) return []
  const { file, unit } = survey.frame
  const { values } = await stage.writer.all(sql`select code from stage_known where wave = ${bind('integer', wave)} order by code`)
  const codes = (values[0] ?? []).map(String)
  const known = new Set(codes)
  return frameRowsOf(frame, year).flatMap((row) => {
    const code = row.cell(unit)
    if (code === '' || known.has(code)) return []
    const { en, nb } = unknownCode(stage, survey, code, year, codes)
    const place = { file, line: row.line, column: frame.header.indexOf(unit) + 1 }
    return [{ ...finding('unknown-unit', place, en.message, en.wayOut), translated: { nb } }]
  })
}

const knownAreas = ({ writer, model }: Stage, wave: number, year: number): Promise<void> =>
  writer.run(sql`insert into stage_known select ${bind('integer', wave)}, code from area
    where level = ${bind('varchar', model.geography?.base ?? '')}
      and coalesce(valid_from, 0) <= ${bind('integer', year)} and coalesce(valid_to, 9999) >= ${bind('integer', year)}`)

const areasAsFrame = ({ writer }: Stage, wave: number, year: number): Promise<void> =>
  writer.run(sql`insert into stage_frame (wave, unit, size)
    select k.wave, u.unit, p.persons
    from stage_known k join stage_unit u on u.code = k.code and u.survey is null
    left join (select code, sum(persons) as persons from stage_population
               where year = ${bind('usmallint', year)} group by code) p on p.code = k.code
    where k.wave = ${bind('integer', wave)}`)

const listAsFrame = async (stage: Stage, survey: Survey, frame: FrameFile, wave: number, year: number): Promise<void> => {
  if (survey.frame.kind !== 'file') return
  const { unit, size } = survey.frame
  const { strata, weight, cluster, units } = survey.design
  const { writer, scratch } = stage
  const rows = frameRowsOf(frame, year)
  const text = (row: FrameRow, column: string | null | undefined): string | null =>
    column !== null && column !== undefined && frame.header.includes(column) ? row.cell(column) || null : null
  const number = (row: FrameRow, column: string | null | undefined): number | null => numberOf(text(row, column) ?? '')
  const shared = survey.unit.kind === 'area' ? null : survey.id
  const columns = ['unit', 'stratum', 'size', 'weight', 'cluster_1', 'cluster_2', 'units_1', 'units_2']
  await loadRows(
    writer,
    scratch,
    columns,
    rows.map((row): Cell[] => [
      row.cell(unit),
      text(row, strata),
      number(row, size),
      number(row, weight),
      text(row, cluster[0]),
      text(row, cluster[1]),
      number(row, units[0]),
      number(row, units[1]),
    ]),
    (source) => sql`create or replace temp table file_frame as select * from ${source}`,
  )
  if (shared !== null) {
    await writer.run(sql`insert into stage_unit
      select (select coalesce(max(unit), 0) from stage_unit) + row_number() over (order by f.unit), ${bind('varchar', shared)}, f.unit
      from (select distinct unit from file_frame) f
      where not exists (from stage_unit s where s.survey = ${bind('varchar', shared)} and s.code = f.unit)`)
  }
  await writer.run(sql`delete from stage_known where wave = ${bind('integer', wave)}`)
  await writer.run(sql`insert into stage_known select distinct ${bind('integer', wave)}, unit from file_frame`)
  await writer.run(sql`insert into stage_frame
    select ${bind('integer', wave)}, u.unit, stratum, size::double, weight::double, cluster_1, cluster_2, units_1::double, units_2::double
    from file_frame f join stage_unit u on u.code = f.unit and u.survey is not distinct from ${bind('varchar', shared)}`)
  const attributes = stage.model.dimensions.filter(({ of, column }) => of === 'unit' && column !== null && frame.header.includes(column))
  await loadRows(
    writer,
    scratch,
    ['unit', 'dimension', 'member'],
    rows.flatMap((row) => attributes.map(({ id, column }): Cell[] => [row.cell(unit), id, row.cell(column as string)])),
    (source) => sql`insert into stage_attribute
      select ${bind('integer', wave)}, u.unit, dimension, member
      from ${source} f join stage_unit u on u.code = f.unit and u.survey is not distinct from ${bind('varchar', shared)}
      where member <> ''`,
  )
}

const totals = ({ writer, scratch }: Stage, survey: Survey, frame: FrameFile, wave: number, year: number): Promise<void> => {
  if (survey.frame.kind !== 'totals') return Promise.resolve()
  const { strata, units, size } = survey.frame
  return loadRows(
    writer,
    scratch,
    ['stratum', 'units', 'size'],
    frameRowsOf(frame, year).map((row) => [row.cell(strata), numberOf(row.cell(units)), size === null ? null : numberOf(row.cell(size))]),
    (source) => sql`insert into stage_total select ${bind('integer', wave)}, stratum, units::double, size::double from ${source}`,
  )
}
