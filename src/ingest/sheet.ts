import { bind, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import { finding, inNorwegian, type Finding } from '../model/finding.ts'
import type { Survey } from '../model/model.ts'
import { headerNames } from '../model/header-names.ts'
import { columnNames } from '../model/question-columns.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { openFile } from '../reading/formats.ts'
import type { FileColumn, Reading } from '../reading/reading.ts'
import { missingColumn, roleColumns, type RoleColumn } from './columns.ts'
import { correctLines } from './correct-lines.ts'
import { fillLines } from './fill-lines.ts'
import type { FrameFile } from './frame.ts'
import { longLayout, spreadLong, type LongLayout } from './long-file.ts'
import type { StagedQuestion } from './stage-model.ts'
import type { Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** An answer file whose rows lie in `file_line` (of a long one those with which its units begin, and all in `file_long`): line, year and the cells that mean something, as c1, c2 … by position. */
export type Sheet = {
  /** Of a long file: its own columns, then one for each question that stands in it. */
  readonly columns: readonly FileColumn[]
  readonly header: readonly string[]
  readonly roles: readonly RoleColumn[]
  readonly years: readonly number[]
  readonly long: LongLayout | null
  /** Rows of data, refused ones too. */
  readonly lines: number
  /** Rows above the header, which are no data. */
  readonly above: number
}

/** Reads a wave file. Null where it has no rows; findings are what is wrong with its form, years and columns of the design. */
export const readSheet = async (
  stage: Stage,
  survey: Survey,
  frame: FrameFile | null,
  questions: readonly StagedQuestion[],
  source: WaveFile,
): Promise<{ sheet: Sheet | null; findings: Finding[] }> => {
  try {
    const opening = { scratch: stage.scratch, sheet: source.reading?.['sheet'], header: headerNames(survey, source.reading?.['long']), seen: stage.seen }
    return await readOpened(stage, survey, frame, questions, source, await openFile(source.path, source.file, opening))
  } catch (error) {
    if (!(error instanceof RefusedInput)) throw error
    return { sheet: null, findings: [...error.findings] }
  }
}

const readOpened = async (
  stage: Stage,
  survey: Survey,
  frame: FrameFile | null,
  questions: readonly StagedQuestion[],
  source: WaveFile,
  reading: Reading,
): Promise<{ sheet: Sheet | null; findings: Finding[] }> => {
  const { file } = source
  const own = reading.columns.map(({ name }) => name)
  const { roles, findings: lacking } = roleColumns(stage.model, survey, frame, file, own)
  const findings = [...lacking.map((one) => taken(one, reading.header)), ...doubledColumns(file, own)]
  const yearAt = typeof source.year === 'number' ? null : own.indexOf(source.year) + 1
  if (yearAt === 0) findings.push(missingColumn(file, own, String(source.year), 'year'))
  const asked = new Set(questions.flatMap(({ question }) => columnNames(question)))
  const isWide = source.reading?.['long'] === undefined && own.some((name) => asked.has(name))
  const positions = own.flatMap((name, index) => (!isWide || asked.has(name) || index + 1 === yearAt || roles.some((role) => role.position === index + 1) ? [index + 1] : []))
  const read = await fillLines(stage, file, reading, positions, yearAt === null ? { of: Number(source.year) } : { at: yearAt })
  if (read.untold > 0) findings.push(untoldRows(file, read.untold))
  findings.push(...(await correctLines(stage, source, { columns: reading.columns, refused: read.refused }, positions, yearAt)))
  findings.push(...(await wrongYears(stage, source, yearAt)))
  if (read.lines === 0) findings.push(noRows(file))
  const unit = roles.find(({ role }) => role === 'unit')
  const saysLong = source.reading?.['long'] !== undefined || (!isWide && own.includes(survey.waves.long?.question ?? ''))
  if (saysLong && !unit) return { sheet: null, findings } // else each question would be told as a column that lacks
  const long = isWide || !unit ? null : await longLayout(stage, { survey, source, header: own, roles, yearAt, unit: unit.position, questions })
  if (long && 'rule' in long) return { sheet: null, findings: [...findings, long] }
  if (long && unit) await spreadLong(stage, long, unit.position)
  const columns = long ? [...reading.columns, ...long.names.map(({ name }): FileColumn => ({ name, label: null, kind: null, labels: {} }))] : reading.columns
  const years = recordsOf(await stage.writer.all(sql`select distinct year::integer as year from file_line order by year`)).map(({ year }) => Number(year))
  return { sheet: { columns, header: columns.map(({ name }) => name), roles, years, long, lines: read.lines, above: reading.header?.above ?? 0 }, findings }
}

/** Takes rows without a year, and those of years that another file has, out of `file_line`. */
const wrongYears = async ({ writer }: Stage, { file, except }: WaveFile, yearAt: number | null): Promise<Finding[]> => {
  for (const year of except) await writer.run(sql`delete from file_line where year = ${bind('usmallint', year)}`)
  if (yearAt === null) return []
  await writer.run(sql`insert into stage_refused select ${bind('varchar', file)}, line, 'not-a-year', ${bind('integer', yearAt)}, year_text from file_line where year is null`)
  const wrong = recordsOf(await writer.all(sql`select line, year_text as text from file_line where year is null order by line limit 200`))
  await writer.run(sql`delete from file_line where year is null`)
  return wrong.map(({ line, text }) =>
    inNorwegian(
      finding('not-a-year', { file, line: Number(line), column: yearAt }, `${JSON.stringify(text)} is no year`, 'write a year such as 2024'),
      `${JSON.stringify(text)} er ikke et årstall`,
      'skriv et årstall som 2024',
    ),
  )
}

/** Of a workbook: which row was taken as the header. */
const taken = (found: Finding, header: Reading['header']): Finding =>
  header === undefined
    ? found
    : inNorwegian(
        { ...found, message: `${found.message}; row ${header.line} was taken as the header` },
        `${found.translated?.['nb']?.message ?? found.message}; rad ${header.line} ble tatt for overskriften`,
        found.translated?.['nb']?.wayOut ?? found.wayOut,
      )

const noRows = (file: string): Finding =>
  inNorwegian(
    finding('no-rows', { file, line: 1, column: 1 }, 'the file has a header and nothing else', 'add the answers, or delete the file and its year'),
    'filen har en overskrift og ingenting mer',
    'legg til svarene, eller slett filen og året',
  )

/** They are in no list that could be corrected; only the file itself can. */
const untoldRows = (file: string, rest: number): Finding =>
  inNorwegian(
    { ...finding('cell-count', { file, line: 1, column: 1 }, `${rest} more rows like these`, 'correct the file itself: there are too many to do it row by row'), rest },
    `${rest} rader til som disse`,
    'rett selve filen: det er for mange til å gjøre det rad for rad',
  )

const doubledColumns = (file: string, header: readonly string[]): Finding[] =>
  header.flatMap((name, index) =>
    name !== '' && header.indexOf(name) < index
      ? [
          inNorwegian(
            finding('duplicate-column', { file, line: 1, column: index + 1 }, `column ${name} is there twice`, 'rename or delete one of the two'),
            `kolonnen ${name} er der to ganger`,
            'gi den ene et annet navn, eller slett den',
          ),
        ]
      : [],
  )
