import { parse } from 'yaml'
import { draftSurvey } from '../../src/draft/draft.ts'
import { readModel } from '../../src/model/read-model.ts'
import type { FileColumn, FileRow } from '../../src/reading/reading.ts'
import { writeSeeds, type Files } from '../ingest/small-seeds.ts'

type Column = Partial<FileColumn> & { readonly name: string; readonly missing?: readonly string[] }
type Question = Readonly<Record<string, unknown>> & { readonly id: string; readonly notes: readonly string[] }
export type Read = {
  readonly yaml: string
  readonly survey: Readonly<Record<string, unknown>>
  /** Each question with the comments above it. */
  readonly questions: readonly Question[]
  readonly question: (id: string) => Question
}

/** The draft made of a table, in a small folder to which files are added. */
export const draftOf = async (
  columns: readonly (Column | string)[],
  rows: readonly (readonly string[])[],
  files: Files = {},
  file = 'answers.sav',
): Promise<Read> => {
  const { dir, remove } = writeSeeds(files)
  try {
    const { model } = readModel(dir)
    if (model === null) throw new Error('the small folder has mistakes')
    const full = columns.map((column): Column => (typeof column === 'string' ? { name: column } : column))
    const reading = {
      columns: full.map(({ name, label = null, kind = null, labels = {} }) => ({ name, label, kind, labels })),
      rows: (async function* () {
        yield rows.map((cells, at): FileRow => ({
          line: at + 1,
          cells,
          missing: cells.flatMap((cell, i) => (full[i]?.missing?.includes(cell) ? [i] : [])),
        }))
      })(),
    }
    const draft = await draftSurvey(reading, { survey: 'fresh', file, seeds: dir, model })
    if (draft === null) throw new Error('no draft')
    const survey = parse(draft.yaml) as Record<string, unknown> & { questions: Omit<Question, 'notes'>[] }
    const questions = survey.questions.map((question): Question => ({
      ...question,
      id: String(question['id']),
      notes: notesAbove(draft.yaml, String(question['id'])),
    }))
    return { yaml: draft.yaml, survey, questions, question: (id) => questions.find((one) => one.id === id) ?? { id: 'none', notes: [] } }
  } finally {
    remove()
  }
}

const notesAbove = (yaml: string, id: string): string[] => {
  const lines = yaml
    .slice(0, yaml.indexOf(`  - id: ${id}\n`))
    .split('\n')
    .slice(0, -1)
  const last = lines.findLastIndex((line) => !line.startsWith('  #'))
  return lines.slice(last + 1).map((line) => line.slice(4))
}
