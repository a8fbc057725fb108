import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { bind, sql, type Sql } from '../database/sql.ts'
import type { Model, Survey } from '../model/model.ts'
import { fileChecksum } from '../release/manifest.ts'
import { findKept, keepTables, keptRows } from './kept-tables.ts'
import type { UnknownName } from './long-file.ts'
import { programVersion } from './program.ts'
import type { Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** Answers as they were staged from a file without a finding: Parquet in the data directory, so that the same file need not be read again. */
export type StagedFile = {
  readonly key: string
  readonly years: readonly number[]
  readonly header: readonly string[]
  /** What the file says its columns hold, '' where it does not. */
  readonly labels: readonly string[]
  /** Its own columns, in a long file those beside its questions and answers. */
  readonly own: readonly string[]
  readonly lines: number
  /** Rows above the header. */
  readonly above: number
  /** Of a long file. */
  readonly unknown: readonly UnknownName[]
}

const tables = ['answers', 'rows', 'attributes'] as const

/** What staging a file depends on. Words that people read are left out. */
export const stagedKey = ({ model, geography, seeds }: Stage, survey: Survey, source: WaveFile): string => {
  const files = [survey.frame.kind === 'file' || survey.frame.kind === 'totals' ? survey.frame.file : null, survey.unit.parts].filter((file) => file !== null)
  const said = [
    ...[programVersion(), source.checksum, source.corrections?.checksum ?? null, source.reading, source.year, source.except],
    ...[surveyOf(survey), membersOf(model), files.map((file) => fileChecksum(join(seeds, file)))],
    geography.areas.filter(({ level }) => survey.unit.kind === 'area' && level === model.geography?.base).map(({ code, validFrom, validTo }) => [code, validFrom, validTo]),
  ]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 24)
}

const surveyOf = ({ id, unit, frame, design, waves, questions }: Survey) => ({
  ...{ id, unit, frame, design, responded: waves.responded, long: waves.long },
  questions: questions.map(({ id: question, answer, columns, gives, from, until, missing }) => ({
    ...{ question, columns, gives, from, until, missing },
    answer: answer.kind === 'choice' ? { kind: answer.kind, options: answer.options } : answer,
  })),
})

const membersOf = ({ dimensions }: Model) =>
  dimensions.map(({ id, of, column, members }) => [id, of, column, members === 'found' ? members : members.map((member) => [member.id, member.score])])

/** What is kept of a file; null where nothing is. */
export const findStaged = (folder: string | undefined, key: string): StagedFile | null => findKept<StagedFile>(folder, key, tables)

/** Keeps what the stage tables have of a file. */
export const keepStaged = async ({ writer }: Stage, folder: string, staged: StagedFile): Promise<void> => {
  const rows: Record<(typeof tables)[number], Sql> = {
    answers: sql`select w.year, u.code, a.part, q.id as question, a.option, a.number, a.boolean, a.text, a.how, a.line, a.position
      from stage_answer a join file_wave w using (wave) join stage_unit u using (unit) join stage_question q using (question)`,
    rows: sql`select w.year, u.code, r.* exclude (wave, unit) from stage_row r join file_wave w using (wave) join stage_unit u using (unit)`,
    attributes: sql`select w.year, u.code, a.dimension, a.member from stage_attribute a join file_wave w using (wave) join stage_unit u using (unit)`,
  }
  await keepTables(writer, folder, staged.key, rows, staged)
}

/** Units that only answers tell of, numbered file by file as when the files are read. */
export const takeUnits = ({ writer }: Stage, folder: string, { key }: StagedFile, { id, unit, frame }: Survey): Promise<void> =>
  unit.kind === 'area' || frame.kind === 'file'
    ? Promise.resolve()
    : writer.run(sql`insert into stage_unit
        select (select coalesce(max(unit), 0) from stage_unit) + row_number() over (order by code), ${bind('varchar', id)}, code
        from (select distinct code from ${keptRows(folder, [key], 'rows')}) r
        where not exists (from stage_unit s where s.survey = ${bind('varchar', id)} and s.code = r.code)`)

/** Puts what is kept of files of a survey into the stage tables, whose waves and units are there. */
export const takeStaged = async ({ writer }: Stage, folder: string, files: readonly StagedFile[], survey: Survey): Promise<void> => {
  if (files.length === 0) return
  const id = bind('varchar', survey.id)
  const own = sql`(select wave, year from stage_wave where survey = ${id})`
  const units = sql`(select unit, code from stage_unit where survey is not distinct from ${bind('varchar', survey.unit.kind === 'area' ? null : survey.id)})`
  const keys = files.map(({ key }) => key)
  const from = (table: (typeof tables)[number]): Sql => sql`${keptRows(folder, keys, table)} k join ${own} w using (year) join ${units} u using (code)`
  await writer.run(sql`insert into stage_row by name select w.wave, u.unit, k.* exclude (year, code) from ${from('rows')}`)
  await writer.run(sql`insert into stage_attribute by name select w.wave, u.unit, k.dimension, k.member from ${from('attributes')}`)
  await writer.run(sql`insert into stage_answer by name
    select w.wave, u.unit, k.part, q.question, k.option, k.number, k.boolean, k.text, k.how, k.line, k.position
    from ${from('answers')} join stage_question q on q.survey = ${id} and q.id = k.question`)
}
