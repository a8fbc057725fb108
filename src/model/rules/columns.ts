import { isAsked } from '../declared.ts'
import type { Finding } from '../finding.ts'
import { isInside } from '../folder.ts'
import type { Folder } from '../folder.ts'
import { geographyFiles } from '../geography-rows.ts'
import { allowed } from '../nearest.ts'
import type { Shaped } from '../shaped-file.ts'
import type { QuestionShape } from '../shapes/question-shape.ts'
import type { SurveyShape } from '../shapes/survey-shape.ts'
import { readHeader } from '../table-file.ts'
import type { Path } from '../yaml-file.ts'
import { sizeGroupStrata } from '../fill-survey.ts'
import { waveFiles } from './files.ts'
import type { Rule } from './rule.ts'
import { rule } from './rule.ts'

/** A file with its header; the year where the file holds one wave. */
type Headed = { file: string; header: readonly string[]; year: number | null }

export const missingColumn = rule('missing-column', (folder, report) => {
  for (const survey of folder.surveys) {
    const waves = waveHeaders(folder, survey)
    const frame = frameHeader(folder, survey)
    for (const { column, path, files } of [
      ...waveColumns(survey, waves),
      ...frameColumns(survey, frame),
      ...designColumns(survey, frame, waves),
      ...partsColumns(folder, survey),
    ]) {
      const without = files.filter(({ header }) => !header.includes(column))
      const [first] = without
      if (first === undefined) continue
      const message = `the column ${column} is not in ${without.map(({ file }) => file).join(', ')}; ${allowed(column, first.header)}`
      // In `columns` the key is the column, else the value.
      const place = path.includes('columns') ? survey.atKey(path) : survey.at(path)
      report(place, message, 'name a column of the file, or add it there')
    }
  }
  for (const { file, columns } of folder.model?.value.geography === undefined ? [] : Object.values(geographyFiles)) {
    const header = folder.table(file)?.header
    for (const column of columns.filter((name) => header !== undefined && !header.includes(name))) {
      report({ file, line: 1, column: 1 }, `the column ${column} is not there; ${allowed(column, header ?? [])}`, `rename or add ${column}`)
    }
  }
})

/** What is wrong with a header itself; of frame and geography files, which are read whole, it is told when they are read. */
export const waveHeader: Rule = {
  name: 'duplicate-column',
  check: (folder): Finding[] => waveFiles(folder).flatMap(({ file }) => (isInside(file) ? readHeader(folder.dir, file).findings : [])),
}

type Wanted = { column: string; path: Path; files: readonly Headed[] }

function waveHeaders(folder: Folder, survey: Shaped<SurveyShape>): Headed[] {
  const { waves } = survey.value
  const years = 'years' in waves ? waves.years : [waves.year]
  const files = waveFiles(folder).filter(({ survey: id }) => id === survey.value.id)
  return files.flatMap(({ file }, i) => {
    const header = isInside(file) ? readHeader(folder.dir, file).header : null
    const year = years[i]
    return header === null ? [] : [{ file, header, year: typeof year === 'number' ? year : null }]
  })
}

function waveColumns({ value }: Shaped<SurveyShape>, files: readonly Headed[]): Wanted[] {
  const { unit, waves } = value
  const year = 'file' in waves && typeof waves.year === 'string' ? [{ column: waves.year, path: ['waves', 'year'], files }] : []
  const responded = waves.responded === undefined ? [] : [{ column: waves.responded, path: ['waves', 'responded'], files }]
  return [
    { column: unit.column, path: ['unit', 'column'], files },
    ...year,
    ...responded,
    ...(waves.long === undefined ? value.questions.flatMap((q, i) => questionColumns(q, i, files)) : longColumns(waves.long, files)),
  ]
}

/** A long file names the questions in its rows. */
function longColumns({ question, answer }: { question: string; answer: string }, files: readonly Headed[]): Wanted[] {
  return Object.entries({ question, answer }).map(([key, column]) => ({ column, path: ['waves', 'long', key], files }))
}

function questionColumns(question: QuestionShape, i: number, files: readonly Headed[]): Wanted[] {
  const asked = files.filter(({ year }) => year === null || isAsked(question, year))
  const { column, columns } = question
  if (columns !== undefined)
    return Object.keys(columns).map((name) => ({ column: name, path: ['questions', i, 'columns', name], files: asked }))
  if (column === undefined) return []
  if (typeof column === 'string') return [{ column, path: ['questions', i, 'column'], files: asked }]
  return Object.entries(column).map(([key, name]) => ({
    column: name,
    path: ['questions', i, 'column', key],
    files: asked.filter(({ year }) => year === null || key === String(year) || (key === 'default' && !Object.hasOwn(column, year))),
  }))
}

function frameHeader(folder: Folder, { value: { frame } }: Shaped<SurveyShape>): Headed | null {
  if (typeof frame !== 'object') return null
  const file = 'file' in frame ? frame.file : frame.strata_file
  const header = isInside(file) ? folder.table(file)?.header : undefined
  return header === undefined ? null : { file, header, year: null }
}

function frameColumns({ value: { frame } }: Shaped<SurveyShape>, file: Headed | null): Wanted[] {
  if (file === null || typeof frame !== 'object') return []
  const keys =
    'file' in frame
      ? { unit: frame.unit, strata: frame.strata, size: frame.size }
      : { strata: frame.strata, units: frame.units, size: frame.size }
  return Object.entries(keys).flatMap(([key, column]) => (column === undefined ? [] : [{ column, path: ['frame', key], files: [file] }]))
}

// A column of the design may be the frame's or else the wave files'. Of a frame of totals only the strata are known, so units name theirs.
function designColumns({ value: { design = {}, frame } }: Shaped<SurveyShape>, file: Headed | null, waves: readonly Headed[]): Wanted[] {
  const keys = ['strata', 'weight', 'cluster', 'units'] as const
  const inFrame = typeof frame === 'object' && 'file' in frame ? (file?.header ?? null) : []
  const totals = typeof frame === 'object' && 'strata_file' in frame && design.strata === undefined
  const ofTotals: Wanted[] = totals ? [{ column: frame.strata, path: ['frame', 'strata'], files: waves }] : []
  const declared = keys.flatMap((key) => {
    const value = design[key]
    if (value === undefined || inFrame === null) return []
    return [value].flat().flatMap((column, i): Wanted[] => {
      if (inFrame.includes(column) || (key === 'strata' && column === sizeGroupStrata)) return []
      return [{ column, path: Array.isArray(value) ? ['design', key, i] : ['design', key], files: waves }]
    })
  })
  return [...declared, ...ofTotals]
}

function partsColumns(folder: Folder, { value: { unit } }: Shaped<SurveyShape>): Wanted[] {
  const header = unit.parts !== undefined && isInside(unit.parts) ? folder.table(unit.parts)?.header : undefined
  if (unit.parts === undefined || header === undefined) return []
  const files = [{ file: unit.parts, header, year: null }]
  return ['part', 'unit'].map((column) => ({ column, path: ['unit', 'parts'], files }))
}
