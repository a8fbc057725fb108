import { inLanguage } from '../series/labels.ts'
import type { Codebook, DesignColumn } from './codebook.ts'
import { inEach, saidInEach } from './ddi.ts'
import type { OptionEntry, QuestionEntry } from './question-entry.ts'
import { columnSaid, designedSaid, factSaid, filterSaid, optionLabel } from './said.ts'
import { wordsIn } from './words.ts'
import type { Xml } from '../xml.ts'

type Languages = Pick<Codebook, 'languages'>

/** A variable per column of the answer file, and a group per question that has several. */
export const variablesOf = (codebook: Codebook): Xml => {
  let number = 0
  const next = () => `V${(number += 1)}`
  const design = codebook.columns.map((column) => designVariable(codebook, column, next()))
  const asked = codebook.questions.map((question) => ({ question, columns: question.columns.map((column) => ({ ...column, id: next() })) }))
  return {
    varGrp: asked.filter(({ columns }) => columns.length > 1).map(({ question, columns }) => ({
      '@name': question.id,
      '@type': 'multipleResp',
      '@var': columns.map(({ id }) => id).join(' '),
      labl: inEach(question.text),
    })),
    var: [...design, ...asked.flatMap(({ question, columns }) => columns.map((column) => variable(codebook, question, column)))],
  }
}

const designVariable = (codebook: Codebook, column: DesignColumn, id: string): Xml => ({
  '@ID': id,
  '@name': column.column,
  '@files': 'F1',
  labl: saidInEach(codebook, (language) => columnSaid(column, wordsIn(language), language)),
})

type Column = QuestionEntry['columns'][number] & { readonly id: string }

const representations = { number: 'numeric', boolean: 'code', choice: 'code', multi: 'code', text: 'text', date: 'datetime' } as const
const domains = { number: 'numeric', boolean: 'category', choice: 'category', multi: 'multiple', text: 'text', date: 'datetime' } as const

const variable = (codebook: Codebook, question: QuestionEntry, { column, option, id }: Column): Xml => {
  const { answer, counts } = question
  const declared = question.missing.filter(({ code }) => code !== '')
  return {
    '@ID': id,
    '@name': column,
    '@files': 'F1',
    '@intrvl': answer.kind === 'number' ? 'contin' : 'discrete',
    ...(answer.kind === 'number' && answer.unit !== null && { '@measUnit': answer.unit }),
    '@representationType': representations[answer.kind],
    labl: option === null ? inEach(question.text) : saidInEach(codebook, (language) => optionLabel(option, wordsIn(language), language)),
    qstn: { '@ID': `Q${id}`, '@responseDomainType': domains[answer.kind], qstnLit: inEach(question.text) },
    valrng: answer.kind === 'number' && (answer.min !== null || answer.max !== null) ? [{ range: { '@UNITS': 'REAL', ...bounds(answer) } }] : [],
    invalrng: declared.length === 0 ? [] : [{ item: declared.map(({ code }) => ({ '@VALUE': code })) }],
    universe: question.filter === null ? [] : saidInEach(codebook, (language) => filterOf(question, language), { '@clusion': 'I' }),
    TotlResp: codebook.response === null ? [] : [String(codebook.response.respondents)],
    sumStat:
      counts === null
        ? []
        : [
            { '@type': 'vald', '#': String(counts.answered) },
            { '@type': 'invd', '#': String(counts.not_answered + counts.not_asked + counts.suppressed) },
            ...(['not_answered', 'not_asked', 'suppressed'] as const).map((state) => ({ '@type': 'other', '@otherType': state, '#': String(counts[state]) })),
          ],
    txt: inEach(question.note),
    catgry: [...question.options.map((one) => category(codebook, one)), ...question.missing.map((one) => missingCategory(codebook, one))],
    concept: question.facts.flatMap((fact) => saidInEach(codebook, (language) => factSaid(fact, wordsIn(language), language), { '@vocab': 'fact' })),
    varFormat: { '@type': answer.kind === 'number' ? 'numeric' : 'character', ...(answer.kind === 'date' && { '@schema': 'ISO', '@category': 'date' }) },
    notes: [...wordingNotes(question), ...designedNotes(codebook, question), ...indicatorNotes(question)],
  }
}

const bounds = ({ min, max }: { readonly min: number | null; readonly max: number | null }): Xml => ({
  ...(min !== null && { '@min': String(min) }),
  ...(max !== null && { '@max': String(max) }),
})

const filterOf = ({ filter }: QuestionEntry, language: string): string => (filter === null ? '' : filterSaid(filter, wordsIn(language), language))

const category = (codebook: Languages, option: OptionEntry): Xml => ({
  catValu: option.code,
  labl: saidInEach(codebook, (language) => optionLabel(option, wordsIn(language), language)),
})

const missingCategory = (codebook: Languages, { code, meaning }: QuestionEntry['missing'][number]): Xml => ({
  '@missing': 'Y',
  '@missType': meaning,
  catValu: code,
  labl: saidInEach(codebook, (language) => wordsIn(language).missings[meaning]),
})

const wordingNotes = ({ wordings }: QuestionEntry): Xml[] =>
  wordings.length < 2
    ? []
    : wordings.flatMap(({ from, link, text }, index) => inEach(text, { '@type': 'wording', '@level': String(from), '@subject': index === 0 ? 'first' : link }))

const designedNotes = (codebook: Codebook, question: QuestionEntry): Xml[] =>
  question.designed === codebook.designed ? [] : saidInEach(codebook, (language) => designedSaid(question, codebook, wordsIn(language)) ?? '', { '@type': 'designed' })

const indicatorNotes = ({ indicators }: QuestionEntry): Xml[] => indicators.map(({ id, label }) => ({ '@type': 'indicator', '@subject': id, '#': inLanguage(label, 'en') ?? id }))
