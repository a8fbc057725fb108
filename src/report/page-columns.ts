import { html, type Html } from '../html.ts'
import { inLanguage } from '../series/labels.ts'
import { cell, rowHead, section, tableOf } from './page-table.ts'
import type { Sheet } from './page.ts'

/** Columns nobody reads and questions nobody answered; null where there are none. */
export const columnsSection = (sheet: Sheet): Html | null => {
  const { unclaimed, unanswered } = sheet.quality.columns
  if (unclaimed.length + unanswered.length === 0) return null
  return section('columns', sheet.words.columns, null, unclaimedList(sheet), unansweredTable(sheet))
}

const maybe = (near: string | null, { words }: Sheet): Html | null =>
  near === null ? null : html` <span class="quiet">${words.maybe} <code>${near}</code></span>`

const unclaimedList = (sheet: Sheet): Html | null => {
  const { quality, words } = sheet
  const { unclaimed } = quality.columns
  if (unclaimed.length === 0) return null
  return html`<h3>${words.unclaimed}</h3>
<p class="quiet">${words.unclaimedWhy}</p>
<ul class="many">${unclaimed.map(({ name, near }) => html`<li><code>${name}</code>${maybe(near, sheet)}</li>`)}</ul>`
}

const unansweredTable = (sheet: Sheet): Html | null => {
  const { quality, words } = sheet
  const { unanswered } = quality.columns
  if (unanswered.length === 0) return null
  const rows = unanswered.map(({ question, why, near }) => {
    const reason = why === 'empty' ? words.emptyColumn : words.noColumn
    return html`<tr>${rowHead(inLanguage(question.text, words.lang))}${cell(html`<code>${question.columns.join(' ')}</code>`)}
${cell(reason, maybe(near, sheet))}</tr>`
  })
  return html`<h3>${words.unanswered}</h3>${tableOf([words.questionOf, words.column, words.why], rows)}`
}
