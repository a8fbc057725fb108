import { html, type Html } from '../html.ts'
import { inLanguage } from '../series/labels.ts'
import type { Answered } from './answered.ts'
import { movedMost } from './moved.ts'
import type { NumberAnswers } from './number-answers.ts'
import type { Pair } from './pair.ts'
import { histogram, shareBar } from './plots.ts'
import { legend } from './page-response.ts'
import type { Sheet } from './page.ts'
import type { ToldQuestion } from './questions.ts'
import type { ShareAnswers } from './share-answers.ts'

/** What was answered, question by question, beside the year before. */
export const answersSections = (sheet: Sheet): Html =>
  html`${movedSection(sheet)}${numbersSection(sheet)}${sharesSection(sheet)}${writtenSection(sheet)}`

const movedSection = (sheet: Sheet): Html | null => {
  const { quality, words, figures } = sheet
  const moved = movedMost(quality, 12)
  if (moved.length === 0) return null
  const amount = (what: 'mean' | object, value: number) => (what === 'mean' ? figures.amount(value) : figures.percent(value, 1))
  return html`<section aria-labelledby="moved"><h2 id="moved">${words.moved}</h2><p class="quiet">${words.movedWhy}</p>
<div class="scroll"><table><thead><tr><th scope="col">${words.questionOf}</th><th scope="col">${words.measure}</th>
${[quality.years.before, quality.years.now].map((year) => html`<th scope="col" class="number">${year}</th>`)}<th scope="col" class="number">${words.answers}</th></tr></thead>
<tbody>${moved.map(
    ({
      question,
      what,
      now,
      before,
      answered,
    }) => html`<tr><th scope="row"><a href="#${anchor(question)}">${inLanguage(question.text, words.lang)}</a></th>
<td>${what === 'mean' ? words.mean : inLanguage(what, words.lang)}</td><td class="number">${amount(what, before)}</td><td class="number"><b>${amount(what, now)}</b></td>
<td class="number quiet">${figures.count(answered.before)} → ${figures.count(answered.now)}</td></tr>`,
  )}</tbody></table></div></section>`
}

const anchor = ({ id }: ToldQuestion): string => `q-${id}`

const heading = (
  question: ToldQuestion,
  { words }: Sheet,
  unit: string | null = null,
): Html => html`<span id="${anchor(question)}">${inLanguage(question.text, words.lang)}</span>
<small><code>${question.columns.join(' ')}</code>${unit !== null && ` · ${unit}`}${question.secret && ` · ${words.secretQuestion}`}</small>
${question.reworded && html`<small class="chip">${words.reworded}</small>`}`

/** `12 (11)`: how many answered, this year and the year before, and why others did not. */
const answersCell = ({ now, before }: Pair<Answered>, { words, figures }: Sheet): Html => {
  const rest = [
    [now.not_answered, words.blank],
    [now.suppressed, words.suppressed],
    [now.not_asked, words.notAsked],
  ] as const
  return html`${beside(figures.count(now.reported), before && figures.count(before.reported))}${rest.map(([count, word]) => count > 0 && html`<small>${figures.count(count)} ${word}</small>`)}`
}

const beside = (now: string, before: string | null): Html =>
  html`<b>${now}</b>${before !== null && html` <span class="before">${before}</span>`}`

const numbersSection = (sheet: Sheet): Html | null => {
  const { quality, words } = sheet
  if (quality.numbers.length === 0) return null
  const { before } = quality.years
  return html`<section aria-labelledby="numbers"><h2 id="numbers">${words.numbers}</h2>
<p class="quiet">${before === null ? words.numbersAlone : words.numbersWhy(String(before))}</p>${legend(sheet)}
<div class="scroll"><table class="questions"><thead><tr><th scope="col">${words.questionOf}</th>
${[words.answers, words.meanTitle, words.median].map((name) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col">${words.distribution}</th></tr></thead>
<tbody>${quality.numbers.map((one) => numberRow(one, sheet))}</tbody></table></div></section>`
}

const numberRow = ({ question, unit, answered, stats, bins }: NumberAnswers, sheet: Sheet): Html => {
  const { words, figures } = sheet
  const { now, before } = stats
  const cell = (of: 'mean' | 'median') => (now === null ? '–' : beside(figures.amount(now[of]), before && figures.amount(before[of])))
  const title = `${words.histogram(inLanguage(question.text, words.lang) ?? question.id)}${now === null ? '' : `, ${words.range(figures.amount(now.lowest), figures.amount(now.highest))}`}`
  return html`<tr><th scope="row">${heading(question, sheet, unit)}</th><td class="number">${answersCell(answered, sheet)}</td>
<td class="number">${cell('mean')}</td><td class="number">${cell('median')}</td>
<td>${histogram(title, bins, figures) ?? html`<span class="quiet">${words.nobody}</span>`}</td></tr>`
}

const sharesSection = (sheet: Sheet): Html | null => {
  const { quality, words } = sheet
  if (quality.shares.length === 0) return null
  return html`<section aria-labelledby="shares"><h2 id="shares">${words.shares}</h2><p class="quiet">${words.sharesWhy}</p>${legend(sheet)}
<div class="scroll"><table class="questions"><thead><tr><th scope="col">${words.questionOf}</th><th scope="col" class="number">${words.answers}</th>
<th scope="col">${words.option}</th><th scope="col" class="number">${words.share}</th><th scope="col">${words.distribution}</th></tr></thead>
${quality.shares.map((one) => shareRows(one, sheet))}</table></div></section>`
}

/** Of yes and no, no is what is left of yes. */
const shareRows = ({ question, answered, options }: ShareAnswers, sheet: Sheet): Html => {
  const { words, figures } = sheet
  const yes = options.length === 2 && options.every(({ id }) => id === 'true' || id === 'false')
  const shown = yes ? options.filter(({ id }) => id === 'true') : options
  const { now, before } = answered
  return html`<tbody>${shown.map(({ text, chosen }, place) => {
    const name = inLanguage(text, words.lang) ?? ''
    const shares = {
      now: now.reported === 0 ? null : chosen.now / now.reported,
      before: before === null || before.reported === 0 ? null : (chosen.before ?? 0) / before.reported,
    }
    const told = {
      now: figures.percent(chosen.now, now.reported),
      before: shares.before === null ? null : figures.percent(shares.before, 1),
    }
    const first = html`<th scope="rowgroup" rowspan="${shown.length}">${heading(question, sheet)}</th><td class="number" rowspan="${shown.length}">${answersCell(answered, sheet)}</td>`
    return html`<tr>${place === 0 && first}<th scope="row" class="option">${name}</th><td class="number">${beside(told.now, told.before)}</td><td>${shareBar(words.bar(name, told.now, told.before), shares)}</td></tr>`
  })}</tbody>`
}

const writtenSection = (sheet: Sheet): Html | null => {
  const { quality, words } = sheet
  if (quality.written.length === 0) return null
  return html`<section aria-labelledby="written"><h2 id="written">${words.written}</h2><p class="quiet">${words.writtenWhy}</p>
<div class="scroll"><table class="questions"><thead><tr><th scope="col">${words.questionOf}</th><th scope="col" class="number">${words.answers}</th></tr></thead>
<tbody>${quality.written.map(({ question, kind, answered }) => html`<tr><th scope="row">${heading(question, sheet, words.kinds[kind])}</th><td class="number">${answersCell(answered, sheet)}</td></tr>`)}</tbody></table></div></section>`
}
