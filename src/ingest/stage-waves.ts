import { readFileSync } from 'node:fs'
import { bind, sql } from '../database/sql.ts'
import { finding, type Finding } from '../model/finding.ts'
import type { Survey } from '../model/model.ts'
import { answerColumns, missingColumn, roleColumns, strataOf, columnsOf, type RoleColumn } from './columns.ts'
import { decodeText } from './encoding.ts'
import { frameFindings, frameRowsOf, readFrame, readListing, type FrameFile } from './frame.ts'
import { createRowFile, loadRows } from './load-rows.ts'
import { readCsv } from './read-csv.ts'
import { stageFrame } from './stage-frame.ts'
import { numberedQuestions, type StagedQuestion } from './stage-model.ts'
import { warehouseSql, type Stage } from './stage.ts'
import { takeFindings } from './wave-findings.ts'
import type { WaveFile } from './wave-files.ts'

/** Reads the answers of every wave into the stage tables. Findings of all files; `read` is told of each file. */
export const stageWaves = async (stage: Stage, files: readonly WaveFile[], read: (file: string) => void): Promise<Finding[]> => {
  const questions = numberedQuestions(stage.model)
  const findings: Finding[] = []
  const waves = new Map<string, number>()
  for (const survey of stage.model.surveys) {
    const { frame, findings: broken } = readFrame(stage.seeds, survey)
    findings.push(...broken, ...(frame === null ? [] : frameFindings(stage.model, survey, frame)), ...(await stageParts(stage, survey)))
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
  const { file } = source
  const decoded = decodeText(file, readFileSync(source.path))
  if ('finding' in decoded) return [decoded.finding]
  const findings: Finding[] = []
  const years = new Set<number>()
  const { writer, scratch } = stage
  let header: string[] = []
  let roles: RoleColumn[] = []
  let rows: ReturnType<typeof createRowFile> | undefined
  let positions: number[] = []
  let lines = 0
  findings.push(
    ...readCsv(file, decoded.text, (first) => {
      header = first
      const who = roleColumns(stage.model, survey, frame, file, header)
      roles = who.roles
      findings.push(...who.findings, ...doubledColumns(file, header))
      const named = new Set(questions.flatMap(({ question }) => namesOf(question)))
      positions = header.flatMap((name, index) => (named.has(name) || roles.some((role) => role.position === index + 1) ? [index + 1] : []))
      rows = createRowFile(scratch, ['line', 'year', ...positions.map((at) => `c${at}`)])
      const yearAt = typeof source.year === 'string' ? header.indexOf(source.year) : -1
      if (typeof source.year === 'string' && yearAt < 0) findings.push(missingColumn(file, header, source.year, 'year'))
      return ({ line, cells }) => {
        const year = typeof source.year === 'number' ? source.year : yearOf(cells[yearAt])
        lines += 1
        if (year === null) {
          if (yearAt >= 0)
            findings.push(
              finding('not-a-year', { file, line, column: yearAt + 1 }, `${JSON.stringify(cells[yearAt])} is no year`, 'write a year such as 2024'),
            )
          return
        }
        if (source.except.includes(year)) return
        years.add(year)
        rows?.add([line, year, ...positions.map((at) => cells[at - 1] ?? '')])
      }
    }),
  )
  if (rows === undefined) return findings
  if (lines === 0)
    findings.push(finding('no-rows', { file, line: 1, column: 1 }, 'the file has a header and nothing else', 'add the answers, or delete the file and its year'))
  const ordered = [...years].sort((a, b) => a - b)
  const answers = answerColumns(questions, file, header, ordered)
  findings.push(...answers.findings)
  for (const year of ordered) findings.push(...(await stageWave(stage, survey, frame, source, header, year, waves)))
  const sheet = rows.source()
  if (positions.length > 0 && ordered.length > 0) {
    await writer.script('delete from file_wave; delete from file_cell; delete from file_role; delete from file_question')
    await writer.run(sql`insert into file_wave select wave, year from stage_wave where survey = ${bind('varchar', survey.id)} and file = ${bind('varchar', file)}`)
    await writer.run(sql`insert into file_cell select line::integer, year::usmallint, name[2:]::integer, text
      from (unpivot (from ${sheet}) on columns(* exclude (line, year)) into name name value text)`)
    await loadRows(writer, scratch, ['role', 'name', 'position'], roles.map(({ role, name, position }) => [role, name, position]), (listed) =>
      sql`insert into file_role select role, name, position::integer from ${listed}`)
    await loadRows(writer, scratch, ['year', 'question', 'position', 'option'],
      answers.columns.map(({ year, question, position, option }) => [year, question, position, option]), (listed) =>
      sql`insert into file_question select year::usmallint, question::integer, position::integer, option from ${listed}`)
    if (roles.some(({ role }) => role === 'unit')) {
      await writer.script(warehouseSql('stage/file-units.sql'))
      await writer.script(warehouseSql('stage/file-answers.sql'))
      findings.push(...(await takeFindings(stage, survey, file, header, questions)))
    }
  }
  rows.remove()
  return findings
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
  const known = survey.unit.kind === 'area' || survey.frame.kind === 'file'
  await loadRows(
    stage.writer,
    stage.scratch,
    ['wave', 'survey', 'year', 'file', 'checksum', 'synthetic', 'frame', 'strata', 'weighted', 'clusters', 'units', 'sample', 'area', 'known'],
    [[wave, survey.id, year, source.file, source.checksum, survey.waves.synthetic, survey.frame.kind, strataOf(survey, frame, header),
      design.weight !== null, design.cluster.length, design.units.length, design.sample, survey.unit.kind === 'area', known]],
    (listed) => sql`insert into stage_wave select wave::integer, survey, year::usmallint, file, checksum, synthetic::boolean, frame, strata,
      weighted::boolean, clusters::integer, units::integer, sample::boolean, area::boolean, known::boolean from ${listed}`,
  )
  await stageFrame(stage, survey, frame, wave, year)
  if (frame === null || frameRowsOf(frame, year).length > 0) return []
  return [finding('no-frame', place, `the frame of ${survey.id} has no rows for ${year}`, 'add them, or leave out the year column of the frame')]
}

const stageParts = async (stage: Stage, survey: Survey): Promise<Finding[]> => {
  if (survey.unit.parts === null) return []
  const { frame: listing, findings } = readListing(stage.seeds, survey.unit.parts, ['part', 'unit'])
  if (listing === null || findings.length > 0) return findings
  await loadRows(stage.writer, stage.scratch, ['part', 'unit'], listing.rows.map(({ cell }) => [cell('part'), cell('unit')]), (source) =>
    sql`insert into stage_part select ${bind('varchar', survey.id)}, part, unit from ${source}`)
  return []
}

const namesOf = (question: StagedQuestion['question']): string[] => {
  const { columns } = question
  if (columns.kind === 'options') return Object.keys(columns.options)
  return [...(columns.default === null ? [] : [columns.default]), ...Object.values(columns.byYear)]
}

const yearOf = (text: string | undefined): number | null => {
  const year = /^\d{4}$/.test(text ?? '') ? Number(text) : NaN
  return year >= 1500 && year <= 2999 ? year : null
}

const doubledColumns = (file: string, header: readonly string[]): Finding[] =>
  header.flatMap((name, index) =>
    name !== '' && header.indexOf(name) < index
      ? [finding('duplicate-column', { file, line: 1, column: index + 1 }, `column ${name} is there twice`, 'rename or delete one of the two')]
      : [],
  )
export { columnsOf }
