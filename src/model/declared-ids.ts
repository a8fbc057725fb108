import type { Place } from './finding.ts'
import type { Folder } from './folder.ts'

/** A declared id: unique within its scope. */
export type DeclaredId = { readonly kind: string; readonly scope: string; readonly id: string; readonly place: Place }

type Files = Pick<Folder, 'model' | 'dimensions' | 'subjects' | 'surveys'>

const pattern = /^[a-z][a-z0-9_]*$/

export const isId = (text: string): boolean => pattern.test(text)

/** The id nearest to a text that is none: `Age group` -> `age_group`; empty where no letter is left. */
export function idLike(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+/, '')
}

/** Every id that a folder declares, in the order of its files. */
export function idsOf(folder: Files): DeclaredId[] {
  return [...modelIds(folder), ...dimensionIds(folder), ...subjectIds(folder), ...surveyIds(folder)]
}

function modelIds({ model }: Files): DeclaredId[] {
  if (model === null) return []
  const levels = model.value.geography?.levels ?? []
  return [
    { kind: 'model', scope: 'model', id: model.value.id, place: model.at(['id']) },
    ...(model.value.languages ?? []).map((id, i) => ({ kind: 'language', scope: 'language', id, place: model.at(['languages', i]) })),
    ...levels.map(({ id }, i) => ({ kind: 'level', scope: 'level', id, place: model.at(['geography', 'levels', i, 'id']) })),
  ]
}

function dimensionIds({ dimensions }: Files): DeclaredId[] {
  return dimensions.flatMap((file) => {
    const members = file.value.members === 'found' ? [] : file.value.members
    return [
      { kind: 'dimension', scope: 'dimension', id: file.value.id, place: file.at(['id']) },
      ...members.map(({ id }, i) => ({ kind: 'member', scope: `member ${file.file}`, id, place: file.at(['members', i, 'id']) })),
    ]
  })
}

function subjectIds({ subjects }: Files): DeclaredId[] {
  return subjects.flatMap((file) => [
    { kind: 'subject', scope: 'subject', id: file.value.id, place: file.at(['id']) },
    ...Object.keys(file.value.facts).map((id) => ({ kind: 'fact', scope: `fact ${file.file}`, id, place: file.atKey(['facts', id]) })),
    ...Object.keys(file.value.indicators ?? {}).map((id) => ({
      kind: 'indicator',
      scope: `indicator ${file.file}`,
      id,
      place: file.atKey(['indicators', id]),
    })),
  ])
}

function surveyIds({ surveys }: Files): DeclaredId[] {
  return surveys.flatMap((file, n) => [
    { kind: 'survey', scope: 'survey', id: file.value.id, place: file.at(['id']) },
    ...(file.value.instrument === undefined
      ? []
      : [{ kind: 'instrument', scope: `instrument ${n}`, id: file.value.instrument, place: file.at(['instrument']) }]),
    ...file.value.questions.map(({ id }, i) => ({
      kind: 'question',
      scope: `question ${file.file}`,
      id,
      place: file.at(['questions', i, 'id']),
    })),
    ...(file.value.sums ?? []).map(({ id }, i) => ({ kind: 'sum', scope: `sum ${file.file}`, id, place: file.at(['sums', i, 'id']) })),
  ])
}
