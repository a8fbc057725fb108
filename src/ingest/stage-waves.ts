import { checkFile } from '../checks/check-file.ts'
import { bind, sql } from '../database/sql.ts'
import { finding, type Finding } from '../model/finding.ts'
import type { Survey } from '../model/model.ts'
import { answerColumns, strataOf, type AnswerColumn } from './columns.ts'
import { frameFindings, frameRowsOf, readFrame, type FrameFile } from './frame.ts'
import { loadRows } from './load-rows.ts'
import { readSheet, type Sheet } from './sheet.ts'
import { hasBaseAreas, stageFrame } from './stage-frame.ts'
import { numberedQuestions, type StagedQuestion } from './stage-model.ts'
import { stageParts } from './stage-parts.ts'
import { warehouseSql, type Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** Reads the answers of every wave into the stage tables. Findings of all files; `read` is told of each file. */
export const stageWaves = async (stage: Stage, files: readonly WaveFile[], read: (file: string) => void): Promise<Finding[]> => {
  const questions = numberedQuestions(stage.model)
  const findings: Finding[] = []
  const waves = new Map<string, number>()
  for (const survey of stage.model.surveys) {
    const { frame, findings: broken } = readFrame(stage.seeds, survey)
    findings.push(...broken, ...(frame === null ? [] : frameFindings(stage.model, survey, frame)), ...(await stageParts(stage, survey, frame)))
    if (broken.length > 0) continue
    const own = questions.filter((question) => question.survey === survey)
    for (const file of files.filter((candidate) => candidate.survey === survey.id)) {
      read(file.file)
      findings.push(...(await stageFile(stage, survey, frame, own, file, waves)))
    }
  }
  return findings
}

const stageFile = async (
  stage: Stage,
  survey: Survey,
  frame: FrameFile | null,
  questions: readonly StagedQuestion[],
  source: WaveFile,
  waves: Map<string, number>,
): Promise<Finding[]> => {
  const { sheet, findings } = readSheet(stage, survey, frame, questions, source)
  if (sheet === null) return findings
  const answers = answerColumns(questions, source.file, sheet.header, sheet.years)
  findings.push(...answers.findings)
  for (const year of sheet.years) findings.push(...(await stageWave(stage, survey, frame, source, sheet.header, year, waves)))
  if (sheet.years.length > 0 && sheet.roles.some(({ role }) => role === 'unit')) {
    await stageCells(stage, survey, source, sheet, answers.columns)
    await stage.writer.script(warehouseSql('stage/file-units.sql'))
    await stage.writer.script(warehouseSql('stage/file-answers.sql'))
    findings.push(...(await checkFile(stage, { survey, file: source.file, header: sheet.header, questions })))
  }
  sheet.rows.remove()
  return findings
}

/** The cells of one file, and what each of its columns is for, in the file's stage tables. */
const stageCells = async (
  { writer, scratch }: Stage,
  survey: Survey,
  { file }: WaveFile,
  sheet: Sheet,
  columns: readonly AnswerColumn[],
): Promise<void> => {
  await writer.script('delete from file_wave; delete from file_cell; delete from file_role; delete from file_question')
  await writer.run(
    sql`insert into file_wave select wave, year from stage_wave
      where survey = ${bind('varchar', survey.id)} and file = ${bind('varchar', file)}`,
  )
  await writer.run(sql`insert into file_cell select line::integer, year::usmallint, name[2:]::integer, text
    from (unpivot (from ${sheet.rows.source()}) on columns(* exclude (line, year)) into name name value text)`)
  await loadRows(
    writer,
    scratch,
    ['role', 'name', 'position'],
    sheet.roles.map(({ role, name, position }) => [role, name, position]),
    (source) => sql`insert into file_role select role, name, position::integer from ${source}`,
  )
  await loadRows(
    writer,
    scratch,
    ['year', 'question', 'position', 'option'],
    columns.map(({ year, question, position, option }) => [year, question, position, option]),
    (source) => sql`insert into file_question select year::usmallint, question::integer, position::integer, option from ${source}`,
  )
}

const stageWave = async (
  stage: Stage,
  survey: Survey,
  frame: FrameFile | null,
  source: WaveFile,
  header: readonly string[],
  year: number,
  waves: Map<string, number>,
): Promise<Finding[]> => {
  const key = `${survey.id} ${year}`
  const place = { file: source.file, line: 1, column: 1 }
  if (waves.has(key)) return [finding('duplicate-wave', place, `${survey.id} ${year} is in another file too`, 'leave one of the two')]
  const wave = waves.size
  waves.set(key, wave)
  const { design } = survey
  const listed = frame === null || frameRowsOf(frame, year).length > 0
  const known = listed && (survey.frame.kind === 'file' || (survey.unit.kind === 'area' && hasBaseAreas(stage)))
  await loadRows(
    stage.writer,
    stage.scratch,
    [
      'wave',
      'survey',
      'year',
      'file',
      'checksum',
      'synthetic',
      'frame',
      'strata',
      'weighted',
      'clusters',
      'units',
      'sample',
      'area',
      'known',
    ],
    [
      [
        ...[wave, survey.id, year, source.file, source.checksum, survey.waves.synthetic && !source.loaded],
        ...[survey.frame.kind, strataOf(survey, frame, header), design.weight !== null, design.cluster.length, design.units.length],
        ...[design.sample, survey.unit.kind === 'area', known],
      ],
    ],
    (row) => sql`insert into stage_wave select wave::integer, survey, year::usmallint, file, checksum, synthetic::boolean, frame, strata,
      weighted::boolean, clusters::integer, units::integer, sample::boolean, area::boolean, known::boolean from ${row}`,
  )
  const findings = await stageFrame(stage, survey, frame, wave, year)
  if (listed) return findings
  return [
    ...findings,
    finding('no-frame', place, `the frame of ${survey.id} has no rows for ${year}`, 'add them, or leave out the year column of the frame'),
  ]
}
