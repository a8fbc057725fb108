import type { Folder } from './folder.ts'
import type { Shaped } from './shaped-file.ts'
import type { DimensionShape } from './shapes/dimension-shape.ts'
import type { SubjectShape } from './shapes/subject-shape.ts'
import type { SurveyShape } from './shapes/survey-shape.ts'

/** The files of one kind by the id they declare; of two with one id the first. */
function byId<T extends { readonly id: string }>(files: readonly Shaped<T>[]): Map<string, Shaped<T>> {
  return new Map(files.toReversed().map((file) => [file.value.id, file]))
}

export const dimensionsById = (folder: Folder): Map<string, Shaped<DimensionShape>> => byId(folder.dimensions)
export const subjectsById = (folder: Folder): Map<string, Shaped<SubjectShape>> => byId(folder.subjects)
export const surveysById = (folder: Folder): Map<string, Shaped<SurveyShape>> => byId(folder.surveys)

/** The surveys whose id is theirs alone: of two with one id nobody knows which the wave files are of. */
export function ownSurveys({ surveys }: Folder): Shaped<SurveyShape>[] {
  return surveys.filter((survey) => surveys.every((other) => other === survey || other.value.id !== survey.value.id))
}

/** The ids of a dimension's members; null where they are as found in the files, or broken. */
export function memberIds(folder: Folder, dimension: DimensionShape | undefined): string[] | null {
  if (dimension === undefined || dimension.members === 'found' || folder.lost.has(`${dimension.id}.members`)) return null
  const ids = dimension.members.map((member) => member.id)
  return new Set(ids).size < ids.length ? null : ids // one of two with one id may be any other
}

/** The years of a survey's waves; null where nobody knows: the folder has none of them, or a column of a file says them that cannot be read. */
export function waveYears(folder: Folder, { waves }: SurveyShape): readonly number[] | null {
  if ('years' in waves) return waves.years.length > 0 ? waves.years : null
  return typeof waves.year === 'number' ? [waves.year] : folder.years(waves.file, waves.year)
}

/** True in the years a question is asked, from its `from` and `until`. */
export function isAsked(question: { from?: number | undefined; until?: number | undefined }, year: number): boolean {
  return (question.from ?? -Infinity) <= year && year <= (question.until ?? Infinity)
}

/** `subject.fact` or `subject.indicator` in its two parts; null where it has no such form. */
export function dotted(text: string): { subject: string; name: string } | null {
  const [subject, name, ...rest] = text.split('.')
  return subject && name && rest.length === 0 ? { subject, name } : null
}
