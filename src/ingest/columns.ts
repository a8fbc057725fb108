import { finding, inNorwegian, type Finding } from '../model/finding.ts'
import { sizeGroupStrata } from '../model/fill-survey.ts'
import { allowed } from '../model/nearest.ts'
import type { Model, Survey } from '../model/model.ts'
import { designColumns } from '../model/design-columns.ts'
import { labelFinder, textsOf } from '../model/likeness.ts'
import { columnNames, columnsOf } from '../model/question-columns.ts'
import type { FileColumn } from '../reading/reading.ts'
import type { FrameFile } from './frame.ts'
import type { StagedQuestion } from './stage-model.ts'

/** Cells are counted from 1. */
export type RoleColumn = { readonly role: string; readonly name: string; readonly position: number }
export type AnswerColumn = { readonly year: number; readonly question: number; readonly position: number; readonly option: string | null }

const position = (header: readonly string[], column: string): number => header.indexOf(column) + 1

/** How units are put in strata: by a column, by the frame's size, or all in one; also where the column lacks, which is told. */
export const strataOf = (survey: Survey, frame: FrameFile | null, header: readonly string[]): 'column' | 'size' | 'one' => {
  const { strata } = survey.design
  if (strata === null) return 'one'
  const named = header.includes(strata) || (frame?.header.includes(strata) ?? false)
  if (named) return 'column'
  return strata === sizeGroupStrata ? 'size' : 'one'
}

/** Columns that tell who answered and how they were chosen; those that are missing are findings. */
export const roleColumns = (
  model: Model,
  survey: Survey,
  frame: FrameFile | null,
  file: string,
  header: readonly string[],
): { roles: RoleColumn[]; findings: Finding[] } => {
  const inFrame = (name: string) => survey.frame.kind === 'file' && (frame?.header.includes(name) ?? false)
  const bySize = strataOf(survey, frame, header) === 'size'
  const needed = [
    { role: 'unit', name: survey.unit.column },
    ...(survey.waves.responded === null ? [] : [{ role: 'responded', name: survey.waves.responded }]),
    ...designColumns(survey).filter(({ role, name }) => !inFrame(name) && !(role === 'stratum' && bySize)),
  ]
  const attributes = model.dimensions
    .filter(({ of, column }) => of === 'unit' && column !== null && !inFrame(column) && header.includes(column))
    .map(({ id, column }) => ({ role: 'attribute', name: id, position: position(header, column as string) }))
  return {
    roles: [
      ...needed.map((column) => ({ ...column, position: position(header, column.name) })).filter((role) => role.position > 0),
      ...attributes,
    ],
    findings: needed
      .filter(({ name }) => !header.includes(name))
      .map(({ role, name }) => missingColumn(file, header, name, role.replace('_', ' '))),
  }
}

/** `meant`: the column that it may be, where its label says so. */
export const missingColumn = (file: string, header: readonly string[], name: string, use: string, meant: string | null = null): Finding =>
  inNorwegian(
    finding(
      'missing-column',
      { file, line: 1, column: 1 },
      `there is no column ${name} (${use}); ${allowed(name, header, 'en', meant)}`,
      'add the column to the file, or name it in the survey as the file does (per year under `column:`)',
    ),
    `kolonnen ${name} mangler; ${allowed(name, header, 'nb', meant)}`,
    'legg kolonnen til i filen, eller skriv i undersøkelsen hva den heter i filen (per år under `column:`)',
  )

/** Where each question's answer is in each year of a file. In a long one a question that nobody answered is nowhere. */
export const answerColumns = (
  questions: readonly StagedQuestion[],
  file: string,
  own: readonly FileColumn[],
  years: readonly number[],
  long = false,
): { columns: AnswerColumn[]; findings: Finding[] } => {
  const header = own.map((column) => column.name)
  const claimed = new Set(questions.flatMap(({ question }) => columnNames(question)))
  const byLabel = labelFinder(own.filter(({ name }) => !claimed.has(name)))
  const missing = new Map<string, Finding>()
  const columns = years.flatMap((year) =>
    questions.flatMap(({ number, question }) =>
      columnsOf(question, year).flatMap(({ name, option }) => {
        if (header.includes(name)) return [{ year, question: number, position: position(header, name), option }]
        const meant = long ? null : byLabel(textsOf(question))
        if (!long) missing.set(name, missingColumn(file, header, name, `question ${question.id} in ${year}`, meant && `${meant.name} (${meant.label})`))
        return []
      }),
    ),
  )
  return { columns, findings: [...missing.values()] }
}
