import type { Question, Survey } from '../model/model.ts'
import { columnIn } from '../model/question-columns.ts'
import { absent } from './absence.ts'
import { optionsAreYesNo, targetOf } from './book.ts'
import type { Target } from './book.ts'
import { within } from './cell.ts'
import { askedTogether, isAsked } from './fold.ts'
import { columnOf, optionsOf, ranksOf } from './quantity.ts'
import type { FullStyle } from './style.ts'
import type { Column, World } from './world.ts'

/** A column of a wave file: its header and the text of every unit of the year, '' where it has nothing to say. */
export type FileColumn = { readonly header: string; readonly texts: readonly string[] }

type Case = {
  readonly world: World
  readonly survey: Survey
  readonly question: Question
  readonly target: Target
  readonly year: number
  readonly style: FullStyle
}

/** The columns that hold a question's answers in a year; none where it was not asked. */
export function answersOf(world: World, survey: Survey, question: Question, year: number, style: FullStyle): FileColumn[] {
  if (!isAsked(question, year)) return []
  if (question.gives.length === 0) return unanswered(world, question, year)
  const target = targetOf(world.book, question)
  const columns = filled({ world, survey, question, target, year, style })
  const gone = absent(world, target.entry, target.members, year)
  const missing = missingWord(survey, question, style)
  return columns.map(({ header, texts }) => ({ header, texts: texts.map((text, i) => (gone[i] === true ? missing : text)) }))
}

// Nothing is known of what a question asks that gives no fact.
function unanswered({ lineage }: World, { columns }: Question, year: number): FileColumn[] {
  const texts = lineage.unitsOf(year).codes.map(() => '')
  const headers = columns.kind === 'options' ? Object.keys(columns.options) : [columnIn(columns, year) ?? '']
  return headers.map((header) => ({ header, texts }))
}

function filled(one: Case): FileColumn[] {
  const { question, year } = one
  const { answer, columns } = question
  if (columns.kind === 'options') return optionColumns(one, columns.options)
  const header = columnIn(columns, year)
  if (header === null) return []
  switch (answer.kind) {
    case 'multi':
      return [{ header, texts: joined(one, answer.separator ?? ';', answer.options) }]
    case 'choice':
      return [{ header, texts: optionsAreYesNo(answer) ? yesNo(one, word(answer.options)) : chosen(one, answer.options) }]
    case 'boolean':
      return [{ header, texts: yesNo(one, (yes) => (yes ? one.style.yes : one.style.no)) }]
    case 'number':
      return [{ header, texts: valuesOf(one).map((value) => number(value, one)) }]
    case 'date':
      return [
        { header, texts: valuesOf(one).map((value) => (value === null ? '' : new Date(value * 86_400_000).toISOString().slice(0, 10))) },
      ]
    case 'text': {
      const phrases = optionsOf(one.world, one.target.entry)
      return [{ header, texts: valuesOf(one).map((value) => (value === null ? '' : (phrases[value] ?? ''))) }]
    }
  }
}

function valuesOf({ world, survey, target, year }: Case, option?: string): Column {
  const members = option === undefined || target.option === null ? target.members : { ...target.members, [target.option]: option }
  return columnOf(world, target.entry, members, year, askedTogether(world, survey, target, members, year))
}

// One column per option: a unit that ticks none says no to all.
function optionColumns(one: Case, options: Readonly<Record<string, string>>): FileColumn[] {
  const entries = Object.entries(options).map(([header, member]) => ({ header, ticked: ticks(one, member) }))
  const nothing = (i: number) => entries.every(({ ticked }) => ticked[i] !== true)
  return entries.map(({ header, ticked }) => ({
    header,
    texts: ticked.map((tick, i) =>
      tick === null ? '' : tick ? one.style.ticked : nothing(i) ? one.style.unticked || one.style.no : one.style.unticked,
    ),
  }))
}

function joined(one: Case, separator: string, options: Readonly<Record<string, string>> | null): string[] {
  const all =
    options ?? Object.fromEntries((one.target.entry.dimensions.get(one.target.option ?? '') ?? []).map((member) => [member, member]))
  const entries = Object.entries(all).map(([text, member]) => ({ text, ticked: ticks(one, member) }))
  const units = one.world.lineage.unitsOf(one.year).codes
  // A separator alone says that the question was answered and nothing ticked.
  return units.map((_, i) => {
    if (entries.every(({ ticked }) => (ticked[i] ?? null) === null)) return ''
    return entries.flatMap(({ text, ticked }) => (ticked[i] === true ? [text] : [])).join(separator) || separator
  })
}

// Choices and the most common are ticked at one option, amounts where there is any.
function ticks(one: Case, member: string): (boolean | null)[] {
  const { world, target, year } = one
  const { recipe } = target.entry
  const at = optionsOf(world, target.entry).indexOf(member)
  if (recipe.kind === 'most') {
    const ranks = ranksOf(world, target.entry, recipe, within(target.entry, target.members), year)
    const nothing = (i: number) => ranks.every((column) => (column[i] ?? null) === null)
    return world.lineage.unitsOf(year).codes.map((_, i) => (nothing(i) ? null : (ranks[at]?.[i] ?? Infinity) < (recipe.top ?? 1)))
  }
  if (recipe.kind === 'choice') {
    return valuesOf(one).map((value) => (value === null ? null : value === at))
  }
  return valuesOf(one, member).map((value) => (value === null ? null : value > 0))
}

function yesNo(one: Case, write: (yes: boolean) => string): string[] {
  return valuesOf(one).map((value) => (value === null ? '' : write(value > 0)))
}

function word(options: Readonly<Record<string, unknown>>): (yes: boolean) => string {
  const [yes, no] = [true, false].map((wanted) => Object.entries(options).find(([, value]) => value === wanted)?.[0] ?? '')
  return (is) => (is ? (yes ?? '') : (no ?? ''))
}

// The texts of a choice; where an option drawn is not offered here, the nearest in order.
function chosen(one: Case, options: Readonly<Record<string, string | boolean | number>>): string[] {
  const known = optionsOf(one.world, one.target.entry)
  const offered = Object.entries(options).map(([text, value], i) => ({
    text,
    at: known.length === 0 ? i : known.indexOf(String(value)),
    value,
  }))
  const numeric = known.length === 0
  return valuesOf(one).map((value) => {
    if (value === null) return ''
    const distance = (option: (typeof offered)[number]) => Math.abs(Number(numeric ? option.value : option.at) - value)
    return offered.reduce((best, option) => (distance(option) < distance(best) ? option : best)).text
  })
}

function number(value: number | null, { question, target, style }: Case): string {
  if (value === null) return ''
  const { answer } = question
  const [min, max] = answer.kind === 'number' ? [answer.min ?? -Infinity, answer.max ?? Infinity] : [-Infinity, Infinity]
  const { recipe } = target.entry
  const step = recipe.kind === 'amount' || recipe.kind === 'measure' ? (recipe.step ?? 1) : 1
  const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step))
  return Math.min(max, Math.max(min, value)).toFixed(decimals).replace('.', style.decimal)
}

function missingWord(survey: Survey, question: Question, style: FullStyle): string {
  const words = { ...survey.missing, ...question.missing }
  const unanswered = Object.keys(words).filter((one) => words[one] === 'not_answered')
  return style.missing !== null && unanswered.includes(style.missing)
    ? style.missing
    : (unanswered.find((one) => one === '') ?? unanswered[0] ?? '')
}
