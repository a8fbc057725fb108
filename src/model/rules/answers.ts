import { dimensionsById, memberIds } from '../declared.ts'
import { defaultMissing, fillMissing } from '../fill-question.ts'
import type { Folder } from '../folder.ts'
import { givenBy, optionDimension, optionWord, questionsOf } from '../given.ts'
import type { Asked, Given } from '../given.ts'
import { allowed } from '../nearest.ts'
import type { Path } from '../yaml-file.ts'
import { rule } from './rule.ts'

export const optionUse = rule('option-use', (folder, report) => {
  for (const given of givenBy(folder)) {
    const { kind } = given.asked.question.answer
    const { survey } = given.asked
    const [first, second] = given.options
    if (second !== undefined) {
      report(
        survey.at([...given.path, second]),
        `both ${first} and ${second} are ${optionWord}; one answer is one member`,
        `name a member for one of them`,
      )
    } else if (first !== undefined && kind !== 'choice' && kind !== 'multi') {
      const message = `${first} is ${optionWord}, but a ${kind} answer has no options`
      report(survey.at([...given.path, first]), message, 'name a member, or make the answer a choice or a multi')
    } else if (first === undefined && kind === 'multi') {
      const message = `a multi answer gives one row per option, so one dimension must be ${optionWord}`
      report(survey.at(given.path), message, `add the options' dimension: <dimension>: ${optionWord}`)
    }
  }
})

export const optionMember = rule('option-member', (folder, report) => {
  const dimensions = dimensionsById(folder)
  const told = new Set<string>()
  for (const given of givenBy(folder)) {
    for (const dimension of given.options) {
      const ids = memberIds(folder, dimensions.get(dimension)?.value)
      for (const option of optionsOf(given.asked)) {
        const place = given.asked.survey.at(option.path)
        const key = `${place.file}:${place.line}:${place.column}`
        if (told.has(key)) continue
        if (typeof option.value === 'string' && (ids === null || ids.includes(option.value) || folder.lost.has(option.value))) continue
        told.add(key)
        const message = `the option ${option.text} is ${String(option.value)}, which is no member of ${dimension}`
        const choice = ids === null ? '' : `; ${allowed(String(option.value), ids)}`
        report(place, message + choice, `name a member, or add it to ${dimension}`)
      }
    }
  }
})

export const optionKinds = rule('option-kinds', (folder, report) => {
  for (const asked of questionsOf(folder)) {
    const { answer } = asked.question
    if (answer.kind !== 'choice') continue
    const place = asked.survey.at([...asked.path, 'answer', 'options'])
    const kinds = [...new Set(Object.values(answer.options).map((value) => (typeof value === 'string' ? 'member' : typeof value)))]
    const whole = !asked.survey.cut([...asked.path, 'answer', 'options'])
    if (kinds.length === 0 && whole)
      report(place, 'a choice without options', 'write options: { <text in the file>: <member, true/false or number> }')
    if (kinds.length > 1)
      report(
        place,
        `options of several kinds: ${kinds.join(', ')}; one kind is expected`,
        'make all of them members, true/false or numbers',
      )
    for (const label of Object.keys(answer.labels ?? {}).filter((text) => !Object.hasOwn(answer.options, text))) {
      const message = `there is no option "${label}" to label; ${allowed(label, Object.keys(answer.options))}`
      report(asked.survey.atKey([...asked.path, 'answer', 'labels', label]), message, 'write the text of an option')
    }
  }
})

export const answerKind = rule('answer-kind', (folder, report) => {
  for (const given of givenBy(folder)) {
    if (given.fact === null || given.options.length > 1) continue
    const wrong = mismatch(folder, given)
    if (wrong === null) continue
    report(given.asked.survey.at([...given.path, 'fact']), `${given.text} is a ${given.fact.kind} fact, ${wrong.came}`, wrong.wayOut)
  }
})

type Mismatch = { came: string; wayOut: string } | null

function mismatch(folder: Folder, given: Given): Mismatch {
  const { answer } = given.asked.question
  const kind = given.fact?.kind
  if (given.options.length === 1 && (answer.kind === 'choice' || answer.kind === 'multi')) {
    const came = `but ${optionWord} gives one yes or no per option`
    return kind === 'boolean' ? null : { came, wayOut: 'give a boolean fact' }
  }
  if (answer.kind === 'multi') return null // option-use tells
  if (answer.kind !== 'choice') {
    const wayOut = `give a ${answer.kind} fact, or change the kind of the answer`
    return kind === answer.kind ? null : { came: `but the answer is a ${answer.kind}`, wayOut }
  }
  const values = Object.values(answer.options)
  if (kind === 'text' || new Set(values.map((value) => typeof value)).size !== 1) return null // option-kinds tells
  if (values.every((value) => typeof value === 'boolean')) {
    return kind === 'boolean' ? null : { came: 'but the options are true and false', wayOut: 'give a boolean fact' }
  }
  if (values.every((value) => typeof value === 'number')) {
    return kind === 'number' ? null : { came: 'but the options are numbers', wayOut: 'give a number fact' }
  }
  if (kind !== 'number') {
    return { came: 'but the options are members', wayOut: `add <dimension>: ${optionWord}, or make the options true and false` }
  }
  return scoreless(folder, given)
}

// Members chosen for a number fact are worth their score.
function scoreless(folder: Folder, given: Given): Mismatch {
  const dimension = optionDimension(folder, given.asked.question)
  if (dimension === undefined) {
    const came = 'but the options are members of no dimension here'
    return { came, wayOut: `make the options numbers, or give another fact with <dimension>: ${optionWord} whose members have a score` }
  }
  if (dimension.members === 'found')
    return { came: `but members of ${dimension.id} are as found and have no score`, wayOut: 'make the options numbers' }
  const chosen = new Set(optionsOf(given.asked).map(({ value }) => value))
  const without = dimension.members.filter((member) => chosen.has(member.id) && member.score === undefined).map((member) => member.id)
  if (without.length === 0) return null
  const came = `but ${without.length} chosen members of ${dimension.id} have no score: ${without.join(', ')}`
  return { came, wayOut: `add score: to them in ${dimension.id}, or make the options numbers` }
}

export const optionMissing = rule('option-missing', (folder, report) => {
  for (const asked of questionsOf(folder)) {
    const survey = asked.survey.value.missing ?? folder.model?.value.missing ?? defaultMissing
    const missing = { ...fillMissing(survey), ...fillMissing(asked.question.missing ?? {}) }
    if (asked.question.columns !== undefined) continue
    for (const { text, path } of optionsOf(asked).filter((option) => Object.hasOwn(missing, option.text.trim()))) {
      const message = `the option "${text}" is also a word for a missing answer (${missing[text.trim()]})`
      report(asked.survey.atKey(path), message, 'delete the option, or write a missing: of the survey without it')
    }
  }
})

/** The options of a question: text in the file (or column), what it stands for, and its path. */
export function optionsOf({ question, path }: Asked): { text: string; value: string | boolean | number; path: Path }[] {
  const { answer, columns } = question
  const at = columns !== undefined ? ['columns'] : ['answer', 'options']
  const options = columns ?? ('options' in answer ? (answer.options ?? {}) : {})
  return Object.entries(options).map(([text, value]) => ({ text, value, path: [...path, ...at, text] }))
}
