import type { Folder } from '../folder.ts'
import { allowed } from '../nearest.ts'
import type { Shaped } from '../shaped-file.ts'
import type { FactShape, SubjectShape } from '../shapes/subject-shape.ts'
import { rule } from './rule.ts'

const combines: Readonly<Record<FactShape['kind'], readonly string[]>> = {
  number: ['sum', 'mean', 'max'],
  boolean: ['any', 'all'],
  text: [],
  date: [],
}

export const factCombine = rule('fact-combine', (folder, report) => {
  for (const { file, id, fact } of factsOf(folder)) {
    if (fact.combine === undefined || combines[fact.kind].includes(fact.combine)) continue
    const message = `the ${fact.kind} fact ${id} has combine: ${fact.combine}; ${allowed(fact.combine, combines[fact.kind])}`
    report(file.at(['facts', id, 'combine']), message, combines[fact.kind].length === 0 ? 'leave it out' : 'write one of these')
  }
})

export const factWeight = rule('fact-weight', (folder, report) => {
  for (const { file, id, fact } of factsOf(folder)) {
    if (fact.weight === undefined) continue
    const place = file.at(['facts', id, 'weight'])
    const { facts } = file.value
    const weight = Object.hasOwn(facts, fact.weight) ? facts[fact.weight] : undefined
    const numbers = Object.keys(facts).filter((other) => other !== id && facts[other]?.kind === 'number')
    if (file.cut(['facts', id, 'combine'])) continue
    if (fact.combine !== 'mean') {
      report(
        place,
        `${id} has a weight but combine: ${fact.combine ?? 'not said'}; only combine: mean is weighted`,
        'write combine: mean or delete weight',
      )
    } else if (weight === undefined ? !folder.lost.has(fact.weight) : weight.kind !== 'number' || fact.weight === id) {
      report(place, `${fact.weight} is no other number fact of ${file.value.id}; ${allowed(fact.weight, numbers)}`, 'name one of these')
    }
  }
})

export const factImpute = rule('fact-impute', (folder, report) => {
  for (const { file, id, fact } of factsOf(folder)) {
    if (fact.kind === 'number' || fact.impute === undefined || fact.impute === 'none') continue
    report(file.at(['facts', id, 'impute']), `${id} is a ${fact.kind} fact; only numbers are imputed`, 'delete impute')
  }
})

function factsOf(folder: Folder): { file: Shaped<SubjectShape>; id: string; fact: FactShape }[] {
  return folder.subjects.flatMap((file) => Object.entries(file.value.facts).map(([id, fact]) => ({ file, id, fact })))
}
