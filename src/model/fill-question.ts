import { fillFilter } from './fill-checks.ts'
import type { Answer, Columns, Gives, Missing, MissingMeaning, Question } from './model.ts'
import type { GivesShape, QuestionShape } from './shapes/question-shape.ts'

/** Where neither the survey nor the model says. */
export const defaultMissing: Missing = { '': 'not_answered', NA: 'not_answered' }

/** `missing`: a survey's missing words, to which a question adds its own; `last`: the last year whose wave the survey declares. */
export function fillQuestion(yaml: QuestionShape, missing: Missing, last: number | null): Question {
  return {
    id: yaml.id,
    text: yaml.text,
    answer: fillAnswer(yaml),
    columns: fillColumns(yaml, last),
    gives: givesOf(yaml).map(({ gives }) => fillGives(gives)),
    from: yaml.from ?? null,
    until: yaml.until ?? null,
    wording: yaml.wording ?? [],
    missing: { ...missing, ...fillMissing(yaml.missing ?? {}) },
    designed: yaml.designed ?? null,
    note: yaml.note ?? null,
    filter: fillFilter(yaml),
  }
}

/** A list of texts means not answered. */
export function fillMissing(yaml: readonly string[] | Readonly<Record<string, MissingMeaning>>): Missing {
  const entries = Array.isArray(yaml) ? yaml.map((word: string) => [word, 'not_answered'] as const) : Object.entries(yaml)
  return Object.fromEntries(entries.map(([word, meaning]) => [word.trim(), meaning as MissingMeaning]))
}

/** The entries of `gives`, none, one or a list, with the path of each in the question. */
export function givesOf(yaml: QuestionShape): { gives: GivesShape; path: (string | number)[] }[] {
  if (yaml.gives === undefined) return []
  if (!Array.isArray(yaml.gives)) return [{ gives: yaml.gives, path: ['gives'] }]
  return yaml.gives.map((gives, i) => ({ gives, path: ['gives', i] }))
}

/** The dimensions and members of an entry of `gives`. */
export function membersOf(gives: GivesShape): Record<string, string> {
  const { fact: _, ...members } = gives
  return members
}

function fillGives(yaml: GivesShape): Gives {
  const [subject = '', fact = ''] = yaml.fact.split('.')
  return { subject, fact, members: membersOf(yaml) }
}

function fillAnswer({ answer, columns }: QuestionShape): Answer {
  switch (answer.kind) {
    case 'number':
      return { kind: 'number', unit: answer.unit ?? null, min: answer.min ?? null, max: answer.max ?? null }
    case 'choice':
      return { kind: 'choice', options: answer.options, labels: answer.labels ?? {} }
    case 'multi':
      return { kind: 'multi', separator: answer.separator ?? null, options: columns ?? answer.options ?? null }
    default:
      return { kind: answer.kind }
  }
}

function fillColumns({ column, columns }: QuestionShape, last: number | null): Columns {
  if (columns !== undefined) return { kind: 'options', options: columns }
  if (typeof column === 'string') return { kind: 'one', default: column, byYear: {}, last }
  const { default: fallback, ...byYear } = column ?? {}
  return { kind: 'one', default: fallback ?? null, byYear, last }
}
