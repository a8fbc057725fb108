import { html, type Html } from '../html.ts'
import { inLanguage } from '../series/labels.ts'
import type { Answered } from './answered.ts'
import { movedMost, type Moved } from './moved.ts'
import type { NumberAnswers } from './number-answers.ts'
import { legend } from './page-response.ts'
import { cell, figure, rowHead, section, tableOf, tableOfBodies } from './page-table.ts'
import type { Sheet } from './page.ts'
import type { Pair } from './pair.ts'
import { histogram, shareBar } from './plots.ts'
import type { ToldQuestion } from './questions.ts'
import type { OptionCount, ShareAnswers } from './share-answers.ts'

/** What was answered, question by question, beside the year before. */
export const answersSections = (sheet: Sheet): Html =>
  html`${movedSection(sheet)}${numbersSection(sheet)}${sharesSection(sheet)}${writtenSection(sheet)}`

const movedSection = (sheet: Sheet): Html | null => {
  const { quality, words } = sheet
  const moved = movedMost(quality, 12)
  if (moved.length === 0) return null
  const years = [`#${quality.years.before}`, `#${quality.years.now}`]
  const rows = moved.map((one) => movedRow(one, sheet))
  return section('moved', words.moved, words.movedWhy, tableOf([words.questionOf, words.measure, ...years, `#${words.answers}`], rows))
}

const movedRow = ({ question, what, now, before, answered }: Moved, { words, figures }: Sheet): Html => {
  const amount = (value: number) => (what === 'mean' ? figures.amount(value) : figures.percent(value, 1))
  return html`<tr>${rowHead(html`<a href="#${anchor(question)}">${inLanguage(question.text, words.lang)}</a>`)}
${cell(what === 'mean' ? words.mean : inLanguage(what, words.lang))}${figure(amount(before))}${figure(html`<b>${amount(now)}</b>`)}
<td class="number quiet">${figures.count(answered.before)} → ${figures.count(answered.now)}</td></tr>`
}

const anchor = ({ id }: ToldQuestion): string => `q-${id}`

const heading = (question: ToldQuestion, { words }: Sheet, more: string | null = null): Html => {
  const remarks = [more, question.secret ? words.secretQuestion : null].filter((one) => one !== null)
  return html`<span id="${anchor(question)}">${inLanguage(question.text, words.lang)}</span>
<small><code>${question.columns.join(' ')}</code>${remarks.map((remark) => ` · ${remark}`)}</small>
${question.reworded && html`<small class="chip">${words.reworded}</small>`}`
}

/** How many answered, this year and the year before, and why others did not. */
const answersCell = ({ now, before }: Pair<Answered>, { words, figures }: Sheet): Html => {
  const rest = [
    [now.not_answered, words.blank],
    [now.suppressed, words.suppressed],
    [now.not_asked, words.notAsked],
  ] as const
  const others = rest.map(([count, word]) => count > 0 && html`<small>${figures.count(count)} ${word}</small>`)
  return html`${beside(figures.count(now.reported), before && figures.count(before.reported))}${others}`
}

const beside = (now: string, before: string | null): Html =>
  html`<b>${now}</b>${before !== null && html` <span class="before">${before}</span>`}`

const numbersSection = (sheet: Sheet): Html | null => {
  const { quality, words } = sheet
  if (quality.numbers.length === 0) return null
  const { before } = quality.years
  const names = [words.questionOf, `#${words.answers}`, `#${words.meanTitle}`, `#${words.median}`, words.distribution]
  const rows = quality.numbers.map((one) => numberRow(one, sheet))
  const why = before === null ? words.numbersAlone : words.numbersWhy(String(before))
  return section('numbers', words.numbers, why, legend(sheet), tableOf(names, rows, 'questions'))
}

const numberRow = ({ question, unit, answered, stats, bins }: NumberAnswers, sheet: Sheet): Html => {
  const { words, figures } = sheet
  const { now, before } = stats
  const of = (what: 'mean' | 'median') => (now === null ? '–' : beside(figures.amount(now[what]), before && figures.amount(before[what])))
  const range = now === null ? '' : `, ${words.range(figures.amount(now.lowest), figures.amount(now.highest))}`
  const title = `${words.histogram(inLanguage(question.text, words.lang) ?? question.id)}${range}`
  return html`<tr>${rowHead(heading(question, sheet, unit))}${figure(answersCell(answered, sheet))}
${figure(of('mean'))}${figure(of('median'))}
${cell(histogram(title, bins, figures) ?? html`<span class="quiet">${words.nobody}</span>`)}</tr>`
}

const sharesSection = (sheet: Sheet): Html | null => {
  const { quality, words } = sheet
  if (quality.shares.length === 0) return null
  const names = [words.questionOf, `#${words.answers}`, words.option, `#${words.share}`, words.distribution]
  const bodies = quality.shares.map((one) => shareRows(one, sheet))
  return section('shares', words.shares, words.sharesWhy, legend(sheet), tableOfBodies(names, bodies, 'questions'))
}

/** Of yes and no, no is what is left of yes. */
const shareRows = ({ question, answered, options }: ShareAnswers, sheet: Sheet): Html[] => {
  const yes = options.length === 2 && options.every(({ id }) => id === 'true' || id === 'false')
  const shown = yes ? options.filter(({ id }) => id === 'true') : options
  const rows = Math.max(1, shown.length)
  const first = html`<th scope="rowgroup" rowspan="${rows}">${heading(question, sheet)}</th>
<td class="number" rowspan="${rows}">${answersCell(answered, sheet)}</td>`
  if (shown.length === 0) return [html`<tr>${first}<td colspan="3" class="quiet">${sheet.words.nobody}</td></tr>`]
  return shown.map((option, place) => html`<tr>${place === 0 && first}${optionCells(option, answered, sheet)}</tr>`)
}

const optionCells = ({ text, chosen }: OptionCount, { now, before }: Pair<Answered>, { words, figures }: Sheet): Html => {
  const name = inLanguage(text, words.lang) ?? ''
  const shares = {
    now: now.reported === 0 ? null : chosen.now / now.reported,
    before: before === null || before.reported === 0 ? null : (chosen.before ?? 0) / before.reported,
  }
  const told = { now: figures.percent(chosen.now, now.reported), before: shares.before === null ? null : figures.percent(shares.before, 1) }
  return html`<th scope="row" class="option">${name}</th>${figure(beside(told.now, told.before))}
${cell(shareBar(words.bar(name, told.now, told.before), shares))}`
}

const writtenSection = (sheet: Sheet): Html | null => {
  const { quality, words } = sheet
  if (quality.written.length === 0) return null
  const rows = quality.written.map(
    ({ question, kind, answered }) =>
      html`<tr>${rowHead(heading(question, sheet, words.kinds[kind]))}${figure(answersCell(answered, sheet))}</tr>`,
  )
  return section('written', words.written, words.writtenWhy, tableOf([words.questionOf, `#${words.answers}`], rows, 'questions'))
}
