import { readFileSync } from 'node:fs'
import { finding, type Finding } from '../model/finding.ts'
import type { Question, Survey } from '../model/model.ts'
import { missingColumn, roleColumns, type RoleColumn } from './columns.ts'
import { decodeText } from './encoding.ts'
import type { FrameFile } from './frame.ts'
import { createRowFile, type RowFile } from './load-rows.ts'
import { readCsv, type CsvRow } from './read-csv.ts'
import type { StagedQuestion } from './stage-model.ts'
import type { Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** An answer file on its way into the database: `rows` has line, year and the cells that mean something, as c1, c2 … by position. */
export type Sheet = {
  readonly header: readonly string[]
  readonly roles: readonly RoleColumn[]
  readonly years: readonly number[]
  readonly rows: RowFile
}

/** Reads a wave file row by row. Null where it has no header; findings are what is wrong with its form, years and columns of the design. */
export const readSheet = (
  stage: Stage,
  survey: Survey,
  frame: FrameFile | null,
  questions: readonly StagedQuestion[],
  source: WaveFile,
): { sheet: Sheet | null; findings: Finding[] } => {
  const { file } = source
  const decoded = decodeText(file, readFileSync(source.path))
  if ('finding' in decoded) return { sheet: null, findings: [decoded.finding] }
  const findings: Finding[] = []
  const years = new Set<number>()
  let lines = 0
  let begun: Omit<Sheet, 'years'> | undefined
  const start = (header: string[]) => {
    const { roles, findings: missing } = roleColumns(stage.model, survey, frame, file, header)
    findings.push(...missing, ...doubledColumns(file, header))
    const positions = meaningful(header, roles, questions)
    const rows = createRowFile(stage.scratch, ['line', 'year', ...positions.map((at) => `c${at}`)])
    begun = { header, roles, rows }
    const yearOf = yearReader(source, header, findings)
    return (row: CsvRow) => {
      lines += 1
      const year = yearOf(row)
      if (year === null || source.except.includes(year)) return
      years.add(year)
      rows.add([row.line, year, ...positions.map((at) => row.cells[at - 1] ?? '')])
    }
  }
  findings.push(...readCsv(file, decoded.text, start))
  if (begun && lines === 0)
    findings.push(
      finding(
        'no-rows',
        { file, line: 1, column: 1 },
        'the file has a header and nothing else',
        'add the answers, or delete the file and its year',
      ),
    )
  return { sheet: begun ? { ...begun, years: [...years].sort((a, b) => a - b) } : null, findings }
}

/** Cells, from 1, that a question or the design reads in any year. */
const meaningful = (header: readonly string[], roles: readonly RoleColumn[], questions: readonly StagedQuestion[]): number[] => {
  const named = new Set(questions.flatMap(({ question }) => columnNames(question)))
  const used = new Set(roles.map(({ position }) => position))
  return header.flatMap((name, index) => (named.has(name) || used.has(index + 1) ? [index + 1] : []))
}

const columnNames = ({ columns }: Question): string[] =>
  columns.kind === 'options'
    ? Object.keys(columns.options)
    : [...(columns.default === null ? [] : [columns.default]), ...Object.values(columns.byYear)]

/** The year of a row; null where its cell is none, which is a finding. */
const yearReader = ({ file, year }: WaveFile, header: readonly string[], findings: Finding[]): ((row: CsvRow) => number | null) => {
  if (typeof year === 'number') return () => year
  const at = header.indexOf(year)
  if (at < 0) {
    findings.push(missingColumn(file, header, year, 'year'))
    return () => null
  }
  return ({ line, cells }) => {
    const text = cells[at] ?? ''
    if (/^(1[5-9]|2\d)\d\d$/.test(text)) return Number(text)
    findings.push(finding('not-a-year', { file, line, column: at + 1 }, `${JSON.stringify(text)} is no year`, 'write a year such as 2024'))
    return null
  }
}

const doubledColumns = (file: string, header: readonly string[]): Finding[] =>
  header.flatMap((name, index) =>
    name !== '' && header.indexOf(name) < index
      ? [
          finding(
            'duplicate-column',
            { file, line: 1, column: index + 1 },
            `column ${name} is there twice`,
            'rename or delete one of the two',
          ),
        ]
      : [],
  )
