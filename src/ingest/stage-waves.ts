import { checkFile } from '../checks/check-file.ts'
import { bind, sql, strings } from '../database/sql.ts'
import { finding, inNorwegian, type Finding, type Place } from '../model/finding.ts'
import type { Survey } from '../model/model.ts'
import { answerColumns, strataOf } from './columns.ts'
import { frameFindings, frameRowsOf, readFrame, type FrameFile } from './frame.ts'
import { loadRows } from './load-rows.ts'
import { readSheet, type Sheet } from './sheet.ts'
import { unknownNames } from './long-file.ts'
import { stageCells } from './stage-cells.ts'
import { hasBaseAreas, stageFrame } from './stage-frame.ts'
import { numberedQuestions, type StagedQuestion } from './stage-model.ts'
import { stageParts } from './stage-parts.ts'
import { warehouseSql, type Stage } from './stage.ts'
import { findStaged, keepStaged, stagedKey, takeStaged, takeUnits, type StagedFile } from './staged-files.ts'
import type { WaveFile } from './wave-files.ts'

/** Reads the answers of every wave into the stage tables. Findings of all files; `read` is told of each file. */
export const stageWaves = async (stage: Stage, files: readonly WaveFile[], read: (file: string) => void): Promise<Finding[]> => {
  const questions = numberedQuestions(stage.model)
  const findings: Finding[] = []
  const waves = new Map<string, number>()
  // Every line has its number; keeping them in order beside that takes memory.
  await stage.writer.script('set preserve_insertion_order = false')
  for (const survey of stage.model.surveys) {
    const { frame, findings: broken } = await readFrame(stage.seeds, survey)
    findings.push(...broken, ...(frame === null ? [] : frameFindings(stage.model, survey, frame)), ...(await stageParts(stage, survey, frame)))
    if (broken.length > 0) continue
    const own = questions.filter((question) => question.survey === survey)
    const kept: StagedFile[] = []
    for (const file of files.filter((candidate) => candidate.survey === survey.id)) {
      read(file.file)
      const known = findStaged(stage.staged, stagedKey(stage, survey, file))
      if (known) kept.push(known)
      findings.push(...(await (known ? stageKept(stage, survey, frame, file, known, waves) : stageFile(stage, survey, frame, own, file, waves))))
    }
    if (stage.staged !== undefined) await takeStaged(stage, stage.staged, kept, survey)
  }
  await stage.writer.script('set preserve_insertion_order = true')
  return findings
}

/** The waves of a file whose answers are kept. */
const stageKept = async (stage: Stage, survey: Survey, frame: FrameFile | null, source: WaveFile, kept: StagedFile, waves: Map<string, number>): Promise<Finding[]> => {
  const findings: Finding[] = []
  for (const year of kept.years) findings.push(...(await stageWave(stage, survey, frame, source, kept.header, year, waves)))
  if (stage.staged !== undefined) await takeUnits(stage, stage.staged, kept, survey)
  await tellFile(stage, survey, source, kept)
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
  const { sheet, findings } = await readSheet(stage, survey, frame, questions, source)
  if (sheet === null) return findings
  const answers = answerColumns(questions, source.file, sheet.columns, sheet.years, sheet.long !== null)
  findings.push(...answers.findings)
  for (const year of sheet.years) findings.push(...(await stageWave(stage, survey, frame, source, sheet.header, year, waves)))
  if (sheet.years.length > 0 && sheet.roles.some(({ role }) => role === 'unit')) {
    await stageCells(stage, survey, source, sheet, answers.columns, questions)
    findings.push(...located(sheet, await checkFile(stage, { survey, file: source.file, header: sheet.header, questions })))
    await stage.writer.run(sql`insert into stage_refused select ${bind('varchar', source.file)}, line, rule, position, text from stage_finding`)
  }
  await stage.writer.script(warehouseSql('stage/file-done.sql'))
  const { years, columns, header, long, lines, above } = sheet
  const own = header.filter((_, index) => long === null || (index + 1 < (long.names[0]?.position ?? 0) && ![long.question, long.answer].includes(index + 1)))
  const unknown = long === null ? [] : await unknownNames(stage, long, answers.columns.map(({ position }) => position))
  const labels = columns.map(({ label }) => label ?? '')
  const read = { key: stagedKey(stage, survey, source), years, header, labels, own, lines, above, unknown }
  await tellFile(stage, survey, source, read)
  if (stage.staged !== undefined && findings.length === 0) await keepStaged(stage, stage.staged, read)
  return findings
}

const tellFile = async ({ writer }: Stage, { id }: Survey, { file }: WaveFile, { lines, above, header, labels, own, unknown }: StagedFile): Promise<void> => {
  const named = sql`${bind('varchar', id)}, ${bind('varchar', file)}`
  await writer.run(sql`insert into stage_file select ${named}, ${bind('integer', lines)}, ${strings(header)}, ${strings(own)}, ${bind('integer', above)}, ${strings(labels)}`)
  for (const { name, line, lines: count, position } of unknown)
    await writer.run(sql`insert into stage_unknown values (${named}, ${bind('varchar', name)}, ${bind('integer', line)}, ${bind('integer', count)}, ${bind('integer', position)})`)
}

/** In a long file the cell of an answer is that of the column of answers. */
const located = ({ long, header }: Sheet, findings: readonly Finding[]): readonly Finding[] =>
  long === null ? findings : findings.map((one) => (one.column > header.length - long.names.length ? { ...one, column: long.answer } : one))

const duplicateWave = ({ id }: Survey, year: number, place: Place): Finding =>
  inNorwegian(finding('duplicate-wave', place, `${id} ${year} is in another file too`, 'leave one of the two'), `${id} ${year} står i en annen fil også`, 'behold den ene av dem')

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
  if (waves.has(key)) return [duplicateWave(survey, year, place)]
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
    inNorwegian(
      finding('no-frame', place, `the frame of ${survey.id} has no rows for ${year}`, 'add them, or leave out the year column of the frame'),
      `rammen til ${survey.id} har ingen rader for ${year}`,
      'legg dem til, eller ta bort årskolonnen i rammen',
    ),
  ]
}
