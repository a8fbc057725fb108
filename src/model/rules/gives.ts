import { dimensionsById, memberIds, subjectsById } from '../declared.ts'
import type { Folder } from '../folder.ts'
import { givenBy, optionWord } from '../given.ts'
import type { Given } from '../given.ts'
import { allowed, nearest } from '../nearest.ts'
import { rule } from './rule.ts'

export const unknownSubject = rule('unknown-subject', (folder, report) => {
  const subjects = subjectsById(folder)
  for (const { asked, path, text, name, subject } of givenBy(folder)) {
    if (subject !== null || folder.lost.has(name?.subject ?? text)) continue
    const place = asked.survey.at([...path, 'fact'])
    if (name === null) {
      report(
        place,
        `gives the fact "${text}"; a subject and its fact are expected, with a dot between; ${nearFact(folder, text)}`,
        'write subject.fact',
      )
    } else {
      report(
        place,
        `there is no subject ${name.subject}; ${allowed(name.subject, subjects.keys())}`,
        'name a subject of subjects/, or add one',
      )
    }
  }
})

export const unknownFact = rule('unknown-fact', (folder, report) => {
  for (const { asked, path, name, subject, fact } of givenBy(folder)) {
    if (subject === null || name === null || fact !== null) continue
    if (folder.lost.has(name.name) || folder.lost.has(`${subject.id}.facts`)) continue
    const message = `the subject ${subject.id} has no fact ${name.name}; ${allowed(name.name, Object.keys(subject.facts))}`
    report(asked.survey.at([...path, 'fact']), message, `name one of these, or add ${name.name} to its facts`)
  }
})

export const unknownDimension = rule('unknown-dimension', (folder, report) => {
  const dimensions = dimensionsById(folder)
  const known = (id: string) => dimensions.has(id) || folder.lost.has(id)
  for (const file of folder.subjects) {
    for (const [i, id] of (file.value.dimensions ?? []).entries()) {
      if (known(id)) continue
      report(
        file.at(['dimensions', i]),
        `there is no dimension ${id}; ${allowed(id, dimensions.keys())}`,
        'name one of these, or add a file to dimensions/',
      )
    }
  }
  for (const { asked, path, members } of givenBy(folder)) {
    for (const id of Object.keys(members).filter((dimension) => !known(dimension))) {
      const message = `there is no dimension ${id}; ${allowed(id, ['fact', ...dimensions.keys()])}`
      report(asked.survey.atKey([...path, id]), message, 'name one of these, or add a file to dimensions/')
    }
  }
})

export const dimensionOfSubject = rule('dimension-of-subject', (folder, report) => {
  const dimensions = dimensionsById(folder)
  for (const { asked, path, subject, members } of givenBy(folder)) {
    if (subject === null || folder.lost.has(`${subject.id}.dimensions`)) continue
    const own = subject.dimensions ?? []
    for (const id of Object.keys(members)) {
      const dimension = dimensions.get(id)?.value
      if (dimension === undefined || own.includes(id)) continue
      const place = asked.survey.atKey([...path, id])
      if (dimension.of === 'unit')
        report(place, `${id} is an attribute of the unit; an answer cannot give it`, 'leave it out: its column says it')
      else
        report(
          place,
          `the subject ${subject.id} has no dimension ${id}; ${allowed(id, own)}`,
          `leave it out, or add it to dimensions of ${subject.id}`,
        )
    }
  }
})

export const unknownMember = rule('unknown-member', (folder, report) => {
  const dimensions = dimensionsById(folder)
  for (const { asked, path, members } of givenBy(folder)) {
    for (const [dimension, member] of Object.entries(members)) {
      const ids = memberIds(folder, dimensions.get(dimension)?.value)
      if (ids === null || member === optionWord || ids.includes(member) || folder.lost.has(member)) continue
      const message = `the dimension ${dimension} has no member ${member}; ${allowed(member, [...ids, optionWord])}`
      report(asked.survey.at([...path, dimension]), message, `name one of these, or add the member to ${dimension}`)
    }
  }
})

export const doubledGives = rule('doubled-gives', (folder, report) => {
  const seen: { given: Given; key: string }[] = []
  for (const given of givenBy(folder)) {
    const key = JSON.stringify([given.asked.survey.file, given.text, Object.entries(given.members).sort()])
    const earlier = seen.find((other) => other.key === key && overlap(other.given.asked.question, given.asked.question))
    seen.push({ given, key })
    if (earlier === undefined) continue
    const message = `${given.text} of the same members is given by ${earlier.given.asked.question.id} already, in the same years`
    report(given.asked.survey.at([...given.path, 'fact']), message, 'give it once, or part the years with from and until')
  }
})

type Span = { from?: number | undefined; until?: number | undefined }
function overlap(a: Span, b: Span): boolean {
  return (a.from ?? -Infinity) <= (b.until ?? Infinity) && (b.from ?? -Infinity) <= (a.until ?? Infinity)
}

function nearFact(folder: Folder, text: string): string {
  const all = folder.subjects.flatMap(({ value }) => Object.keys(value.facts).map((fact) => `${value.id}.${fact}`))
  const exact = all.find((name) => name.endsWith(`.${text}`)) ?? nearest(text, all)
  return exact === null ? 'e.g. subject.fact' : `nearest: ${exact}`
}
