import type { Place } from '../finding.ts'
import type { Folder } from '../folder.ts'
import { rule } from './rule.ts'

/** A declared id: unique within its scope. */
type DeclaredId = { readonly kind: string; readonly scope: string; readonly id: string; readonly place: Place }

const pattern = /^[a-z][a-z0-9_]*$/
const reserved = ['true', 'false', 'null']

export const idPattern = rule('id-pattern', (folder, report) => {
  for (const { kind, id, place } of idsOf(folder)) {
    if (reserved.includes(id)) report(place, `the ${kind} id ${id} is a reserved word (${reserved.join(', ')})`, 'choose another word')
    if (pattern.test(id)) continue
    const near = id
      .toLowerCase()
      .replaceAll(/[^a-z0-9_]+/g, '_')
      .replace(/^[^a-z]+/, '')
    const message = `the ${kind} id "${id}" does not match [a-z][a-z0-9_]* (a small letter, then small letters, digits and _)`
    report(place, message, near === '' ? 'choose another word' : `write ${near}`)
  }
})

export const duplicateId = rule('duplicate-id', (folder, report) => {
  const first = new Map<string, Place>()
  for (const { kind, scope, id, place } of idsOf(folder)) {
    const key = `${scope}\n${id}`
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, place)
    else report(place, `the ${kind} id ${id} is declared already at ${earlier.file}:${earlier.line}`, 'rename one of the two')
  }
})

function idsOf(folder: Folder): DeclaredId[] {
  return [...modelIds(folder), ...dimensionIds(folder), ...subjectIds(folder), ...surveyIds(folder)]
}

function modelIds({ model }: Folder): DeclaredId[] {
  if (model === null) return []
  const levels = model.value.geography?.levels ?? []
  return [
    { kind: 'model', scope: 'model', id: model.value.id, place: model.at(['id']) },
    ...(model.value.languages ?? []).map((id, i) => ({ kind: 'language', scope: 'language', id, place: model.at(['languages', i]) })),
    ...levels.map(({ id }, i) => ({ kind: 'level', scope: 'level', id, place: model.at(['geography', 'levels', i, 'id']) })),
  ]
}

function dimensionIds({ dimensions }: Folder): DeclaredId[] {
  return dimensions.flatMap((file) => {
    const members = file.value.members === 'found' ? [] : file.value.members
    return [
      { kind: 'dimension', scope: 'dimension', id: file.value.id, place: file.at(['id']) },
      ...members.map(({ id }, i) => ({ kind: 'member', scope: `member ${file.file}`, id, place: file.at(['members', i, 'id']) })),
    ]
  })
}

function subjectIds({ subjects }: Folder): DeclaredId[] {
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

function surveyIds({ surveys }: Folder): DeclaredId[] {
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
  ])
}
