import type { Gives } from '../model/model.ts'
import type { CheckedQuestion, CheckedWave } from './check.ts'

export type PartsOfWhole = { readonly total: CheckedQuestion; readonly parts: readonly CheckedQuestion[] }

type Given = { readonly asked: CheckedQuestion; readonly gives: Gives }

/** Questions that give the whole of a fact that is summed, each with those that give every declared member of one of its dimensions. */
export const partsOf = ({ model, asked: questions }: Pick<CheckedWave, 'model' | 'asked'>): PartsOfWhole[] => {
  const given = questions.flatMap((asked) =>
    asked.question.answer.kind === 'number' ? asked.question.gives.map((gives): Given => ({ asked, gives })) : [],
  )
  const byCell = new Map(given.map((one) => [cellOf(one.gives, {}), one]))
  return given.flatMap((whole) => {
    const subject = model.subjects.find(({ id }) => id === whole.gives.subject)
    if (subject?.facts.find(({ id }) => id === whole.gives.fact)?.combine !== 'sum') return []
    return subject.dimensions.flatMap((dimension): PartsOfWhole[] => {
      const members = model.dimensions.find(({ id }) => id === dimension)?.members
      if (members === undefined || members === 'found' || whole.gives.members[dimension] !== undefined) return []
      const parts = members.flatMap(({ id }) => byCell.get(cellOf(whole.gives, { [dimension]: id }))?.asked ?? [])
      const others = new Set(parts.filter(({ number }) => number !== whole.asked.number))
      return others.size === members.length ? [{ total: whole.asked, parts }] : []
    })
  })
}

const cellOf = ({ subject, fact, members }: Gives, more: Readonly<Record<string, string>>): string =>
  JSON.stringify([subject, fact, ...Object.entries({ ...members, ...more }).sort(([a], [b]) => (a < b ? -1 : 1))])
