import { designColumns } from '../model/design-columns.ts'
import type { Model, Segment, Survey, Text } from '../model/model.ts'
import { sizeGroupStrata } from '../model/fill-survey.ts'
import { isAskedIn } from '../query/cells.ts'
import type { Wave } from '../query/warehouse.ts'
import { questionEntry, type QuestionEntry } from './question-entry.ts'
import type { Response } from './response.ts'

/** What a codebook is made of: a model, and of a release the waves it has and how this one was answered. */
export type CodebookSource = {
  readonly model: Model
  readonly survey: Survey
  readonly year: number
  /** Waves of all surveys. */
  readonly waves: readonly Wave[]
  /** Null: of no release. */
  readonly release: { readonly key: string; readonly createdAt: string } | null
  /** Null: not known, as there is no release. */
  readonly response: Response | null
}

/** A column of the answer file that is not the answer to a question. */
export type DesignColumn = { readonly column: string; readonly role: 'unit' | 'year' | 'responded' | 'design' | 'attribute'; readonly label: Text | null }

/** One wave of a survey, as a researcher needs it to read its answers: texts in all languages of the model. */
export type Codebook = {
  readonly id: string
  readonly title: Text
  readonly description: Text | null
  readonly year: number
  readonly languages: readonly string[]
  readonly warehouse: Text
  readonly notice: Text | null
  readonly licence: string | null
  readonly contact: string | null
  readonly source: string | null
  readonly instrument: string | null
  /** The answers are made up. */
  readonly synthetic: boolean
  /** The wording is ours, not a public form's. */
  readonly designed: boolean
  /** A sample was asked, not the whole frame. */
  readonly sample: boolean
  readonly release: CodebookSource['release']
  readonly segments: readonly Segment[]
  readonly response: Response | null
  readonly columns: readonly DesignColumn[]
  /** Those asked in the year. */
  readonly questions: readonly QuestionEntry[]
}

export const codebookOf = (source: CodebookSource): Codebook => {
  const { model, survey, year, waves, release, response } = source
  return {
    id: survey.id,
    title: survey.title,
    description: survey.description,
    year,
    languages: model.languages,
    warehouse: model.title,
    notice: model.notice,
    licence: model.licence,
    contact: model.contact,
    source: survey.source,
    instrument: survey.instrument,
    synthetic: waves.some((wave) => wave.survey === survey.id && wave.year === year && wave.synthetic),
    designed: survey.designed,
    sample: survey.design.sample,
    release: release && { key: release.key, createdAt: release.createdAt },
    segments: survey.segments,
    response,
    columns: designOf(model, survey),
    questions: survey.questions.filter((question) => isAskedIn({ question }, year)).map((question) => questionEntry(source, question)),
  }
}

const designOf = (model: Model, survey: Survey): DesignColumn[] => {
  const yearColumn = survey.waves.files.find(({ year }) => typeof year === 'string')?.year
  const columns: DesignColumn[] = [
    { column: survey.unit.column, role: 'unit', label: null },
    ...(typeof yearColumn === 'string' ? [{ column: yearColumn, role: 'year', label: null } as const] : []),
    ...(survey.waves.responded === null ? [] : [{ column: survey.waves.responded, role: 'responded', label: null } as const]),
    ...designColumns(survey)
      .filter(({ name }) => name !== sizeGroupStrata && !(survey.frame.kind === 'file' && survey.frame.strata === name))
      .map(({ name }) => ({ column: name, role: 'design', label: null }) as const),
    ...model.dimensions.flatMap(({ of, column, label }) => (of === 'unit' && column !== null ? [{ column, role: 'attribute', label } as const] : [])),
  ]
  return columns.filter(({ column }, index) => columns.findIndex((one) => one.column === column) === index)
}
