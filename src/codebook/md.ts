import { inLanguage } from '../series/labels.ts'
import type { Codebook } from './codebook.ts'
import type { Format } from './formats.ts'
import type { OptionEntry, QuestionEntry } from './question-entry.ts'
import { columnSaid, designedSaid, factSaid, filterSaid, missingsOf, optionLabel, rangeOf, segmentSaid, yearsOf } from './said.ts'
import { wordsIn, type Words } from './words.ts'

type In = { readonly words: Words; readonly language: string; readonly codebook: Codebook }

/** Markdown: to be read, with the questions in every language and the rest in one. */
const mdOf = (codebook: Codebook, language: string): string => {
  const said: In = { words: wordsIn(language), language, codebook }
  const blocks = [
    `# ${plain(`${said.words.codebook}: ${inLanguage(codebook.title, language)}, ${codebook.year}`)}`,
    ...warnings(codebook, said),
    ...about(codebook, said),
    ...segments(codebook, said),
    ...response(codebook, said),
    ...design(codebook, said),
    `## ${said.words.questions}`,
    ...codebook.questions.flatMap((question) => questionBlocks(question, said)),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

export const md: Format = { id: 'md', ending: 'md', textOf: mdOf }

const warnings = ({ synthetic, designed, notice }: Codebook, { words, language }: In): string[] =>
  [synthetic ? words.synthetic : null, designed ? words.designed : null, inLanguage(notice, language)].flatMap((text) => (text ? [`> ${plain(text)}`] : []))

const about = (codebook: Codebook, { words, language }: In): string[] => [
  plain(inLanguage(codebook.description, language) ?? ''),
  table(
    ['', ''],
    [
      [words.wave, `${code(codebook.id)} ${codebook.year}`],
      [words.warehouse, plain(inLanguage(codebook.warehouse, language) ?? '')],
      [words.release, codebook.release ? `${code(codebook.release.key)}, ${codebook.release.createdAt.slice(0, 10)}` : words.noRelease],
      [words.instrument, plain(codebook.instrument ?? '')],
      [words.source, plain(codebook.source ?? '')],
      [words.licence, plain(codebook.licence ?? '')],
      [words.contact, plain(codebook.contact ?? '')],
    ].filter(([, value]) => value !== ''),
  ),
]

const segments = ({ segments: all }: Codebook, { words, language }: In): string[] =>
  all.length === 0
    ? []
    : [
        `## ${words.segments}`,
        all
          .map((segment) => `- **${yearsOf(segment, words)}** ${plain(segmentSaid(segment, language))}`.trim())
          .join('\n'),
      ]

const response = ({ response: given, sample }: Codebook, { words }: In): string[] => {
  if (given === null) return []
  const rows: (readonly [string, number | string | null])[] = [
    [words.frame, given.frame],
    [words.asked, given.asked === given.frame ? null : given.asked],
    [words.respondents, given.respondents],
    [words.rate, given.rate === null ? null : `${(given.rate * 100).toFixed(1)} %`],
  ]
  return [`## ${words.response}`, sample ? words.sample : '', table(['', ''], rows.flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])))]
}

const design = ({ columns }: Codebook, { words, language }: In): string[] => [
  `## ${words.columns}`,
  table([words.column, words.holds], columns.map((column) => [code(column.column), plain(columnSaid(column, words, language))])),
]

const questionBlocks = (question: QuestionEntry, said: In): string[] => {
  const { words, language, codebook } = said
  const { answer, columns, options, counts } = question
  const range = rangeOf(question, words)
  const separated = answer.kind === 'multi' && answer.separator !== null ? `, ${words.separated} ${code(answer.separator)}` : ''
  const [first] = columns
  const several = columns.length > 1 || first?.option
  return [
    `### ${code(question.id)}`,
    codebook.languages.map((one) => `> **${one}** ${plain(inLanguage(question.text, one) ?? '')}`).join('\n>\n'),
    list([
      several ? null : `${words.column}: ${code(first?.column ?? '')}`,
      `${words.answer}: ${words.answers[answer.kind]}${separated}${range === '' ? '' : `, ${plain(range)}`}`,
      question.filter && plain(filterSaid(question.filter, words, language)),
      `${words.missing}: ${missingsOf(question, words).map(({ code: text, meaning }) => `${code(text)} ${meaning}`).join(', ')}`,
      designedSaid(question, codebook, words),
      question.note && `${words.note}: ${plain(inLanguage(question.note, language) ?? '')}`,
      ...question.facts.map((fact) => `${words.gives}: ${plain(factSaid(fact, words, language))}`),
      question.indicators.length === 0 ? null : `${words.indicators}: ${question.indicators.map(({ id, label }) => `${code(id)} ${plain(inLanguage(label, language) ?? '')}`).join(', ')}`,
      counts && `${words.counts}: ${Object.entries(words.states).map(([state, name]) => `${counts[state as keyof typeof counts]} ${name}`).join(', ')}`,
    ]),
    options.length === 0 ? '' : table([words.cell, words.meaning], optionRows(options, words, language)),
    several ? table([words.column, words.option], columns.map(({ column, option }) => [code(column), plain(option === null ? '' : optionLabel(option, words, language))])) : '',
    question.wordings.length < 2
      ? ''
      : `${words.wordings}:\n\n${list(question.wordings.map(({ from, link, text }, index) => `${from}${index === 0 ? '' : ` (${words.links[link]})`}: ${plain(inLanguage(text, language) ?? '')}`))}`,
  ]
}

/** A row per meaning, with all that may be written for it. */
const optionRows = (options: readonly OptionEntry[], words: Words, language: string): string[][] => {
  const rows = new Map<string, string[]>()
  for (const option of options) {
    const label = plain(optionLabel(option, words, language))
    rows.set(label, [...(rows.get(label) ?? []), code(option.code)])
  }
  return [...rows].map(([label, codes]) => [codes.join(', '), label])
}

const list = (items: readonly (string | null)[]): string => items.flatMap((item) => (item === null || item === '' ? [] : [`- ${item}`])).join('\n')

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')

/** Text that means itself in Markdown. */
const plain = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_<>[\]#]|&(?=#?\w+;)/g, '\\$&')

const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)
