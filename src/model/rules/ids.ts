import { idLike, idsOf, isId } from '../declared-ids.ts'
import type { Place } from '../finding.ts'
import { rule } from './rule.ts'

const reserved = ['true', 'false', 'null']

export const idPattern = rule('id-pattern', (folder, report) => {
  for (const { kind, id, place } of idsOf(folder)) {
    if (reserved.includes(id)) report(place, `the ${kind} id ${id} is a reserved word (${reserved.join(', ')})`, 'choose another word')
    if (isId(id)) continue
    const near = idLike(id)
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
