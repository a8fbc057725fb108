import { csvLines } from '../export/csv.ts'
import { inLanguage } from '../series/labels.ts'
import type { Codebook } from './codebook.ts'
import type { Format } from './formats.ts'
import type { QuestionEntry } from './question-entry.ts'
import { columnSaid, factSaid, filterSaid, missingsOf, optionLabel, segmentSaid, yearsOf } from './said.ts'
import { wordsIn, type Words } from './words.ts'

type Cell = string | number | boolean | null
type Row = Readonly<Record<string, Cell>>

/** CSV: a row per column of the answer file, with all there is to say of it; what is true of the whole wave stands in every row. */
const csvOf = (codebook: Codebook, language: string): string => {
  const words = wordsIn(language)
  const whole = wholeWave(codebook, words, language)
  const rows: Row[] = [
    ...codebook.columns.map((column) => ({ column: column.column, role: column.role, label: columnSaid(column, words, language) })),
    ...codebook.questions.flatMap((question) => {
      const cells = questionCells(question, codebook.languages, words, language)
      return question.columns.map(({ column, option }) => ({ ...cells, column, role: 'question', label: option && optionLabel(option, words, language) }))
    }),
  ]
  const names = ['survey', 'wave', 'column', 'role', 'label', ...questionNames(codebook.languages), ...Object.keys(whole)]
  const cells = rows.map((row) => {
    const all: Row = { survey: codebook.id, wave: codebook.year, ...row, ...whole }
    return names.map((name) => all[name] ?? null)
  })
  return [...csvLines({ columns: names, rows: cells })].join('')
}

export const csv: Format = { id: 'csv', ending: 'csv', textOf: csvOf }

const questionNames = (languages: readonly string[]): string[] => [
  'question',
  ...languages.map((language) => `text_${language}`),
  ...['answer', 'unit', 'min', 'max', 'separator', 'options', 'missing', 'filter', 'wordings', 'question_designed', 'note', 'facts', 'indicators'],
  ...['answered', 'not_answered', 'not_asked', 'suppressed'],
]

const between = ' | '

const questionCells = (question: QuestionEntry, languages: readonly string[], words: Words, language: string): Row => {
  const { answer, counts } = question
  return {
    question: question.id,
    ...Object.fromEntries(languages.map((one) => [`text_${one}`, inLanguage(question.text, one)])),
    answer: answer.kind,
    ...(answer.kind === 'number' && { unit: answer.unit, min: answer.min, max: answer.max }),
    ...(answer.kind === 'multi' && { separator: answer.separator }),
    options: question.options.map((option) => `${option.code} = ${optionLabel(option, words, language)}`).join(between) || null,
    missing: missingsOf(question, words).map(({ code, meaning }) => `${code} = ${meaning}`).join(between),
    filter: question.filter && filterSaid(question.filter, words, language),
    wordings: question.wordings.map(({ from, link, text }, index) => `${from}${index === 0 ? '' : ` ${link}`}: ${inLanguage(text, language)}`).join(between),
    question_designed: question.designed,
    note: inLanguage(question.note, language),
    facts: question.facts.map((fact) => factSaid(fact, words, language)).join(between),
    indicators: question.indicators.map(({ id }) => id).join(between) || null,
    ...counts,
  }
}

const wholeWave = (codebook: Codebook, words: Words, language: string): Row => ({
  title: inLanguage(codebook.title, language),
  description: inLanguage(codebook.description, language),
  warehouse: inLanguage(codebook.warehouse, language),
  notice: inLanguage(codebook.notice, language),
  synthetic: codebook.synthetic,
  designed: codebook.designed,
  licence: codebook.licence,
  contact: codebook.contact,
  source: codebook.source,
  instrument: codebook.instrument,
  segments:
    codebook.segments
      .map((segment) => `${yearsOf(segment, words)}: ${segmentSaid(segment, language)}`)
      .join(between) || null,
  sample: codebook.sample,
  frame: codebook.response?.frame ?? null,
  asked: codebook.response?.asked ?? null,
  respondents: codebook.response?.respondents ?? null,
  response_rate: codebook.response?.rate ?? null,
  release: codebook.release?.key ?? null,
  release_created: codebook.release?.createdAt ?? null,
})
