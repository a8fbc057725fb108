import { html, type Html } from '../html.ts'
import { inLanguage } from '../series/labels.ts'
import type { Figures } from './figures.ts'
import { cell, figure, section, tableOf } from './page-table.ts'
import type { Sheet } from './page.ts'
import type { Pair } from './pair.ts'
import { shareBar } from './plots.ts'
import type { Absent, Count, ResponseTable } from './response.ts'

/** Who answered and who did not. */
export const responseSection = (sheet: Sheet): Html => {
  const { quality, words } = sheet
  const { tables } = quality.response
  const shown = html`<div class="beside">${tables.map((table) => responseTable(table, sheet))}</div>`
  return section('response', words.responseTitle, null, legend(sheet), shown, absentUnits(sheet))
}

/** Which colour is which year. */
export const legend = ({ quality: { years } }: Sheet): Html | null =>
  years.before === null
    ? null
    : html`<p class="legend"><span class="swatch now"></span> ${years.now} <span class="swatch before"></span> ${years.before}</p>`

const responseTable = ({ kind, id, label, rows }: ResponseTable, sheet: Sheet): Html => {
  const { quality, words, figures } = sheet
  const { years } = quality
  const title = kind === 'size' ? words.bySize : kind === 'stratum' ? `${words.byStratum}: ${id}` : (inLanguage(label, words.lang) ?? id)
  const names = [title, `#${words.of}`, `#${years.now}`, ...(years.before === null ? [] : [`#${years.before}`]), words.share]
  const own = rows.map(({ code, name, count }) => responseRow(kind === 'size' ? sizes(code, figures) : (name ?? code), count, sheet))
  return tableOf(names, [...own, responseRow('Σ', quality.response.all, sheet, 'sum')], kind)
}

const responseRow = (name: string, { now, before }: Pair<Count>, { quality, words, figures }: Sheet, kind = ''): Html => {
  const told = { now: figures.percent(now.answered, now.asked), before: before && figures.percent(before.answered, before.asked) }
  const shares = {
    now: now.asked === 0 ? null : now.answered / now.asked,
    before: before === null || before.asked === 0 ? null : before.answered / before.asked,
  }
  const answered = words.responseOf(figures.count(now.answered), figures.count(now.asked))
  return html`<tr class="${kind}"><th scope="row">${name}</th>${figure(answered)}
${figure(html`<b>${told.now}</b>`)}${quality.years.before !== null && html`<td class="number quiet">${told.before}</td>`}
${cell(shareBar(words.bar(name, told.now, told.before), shares))}</tr>`
}

/** `2000-4999` as a person writes it. */
const sizes = (code: string, { count }: Figures): string => {
  const [low = '', high = ''] = code.split('-')
  return high === '' ? `≥ ${count(Number(low))}` : `${count(Number(low))}–${count(Number(high))}`
}

const absentUnits = ({ quality, words, figures }: Sheet): Html | null => {
  const { absent, absentCount } = quality.response
  if (absent.length === 0) return null
  const dot = html`<span class="dot" role="img" aria-label="${words.answeredBefore}"></span>`
  const item = ({ code, name, size, answeredBefore }: Absent) =>
    html`<li>${answeredBefore === true && dot}${code}${name !== null && ` ${name}`}
${size !== null && html`<span class="quiet">· ${figures.count(size)}</span>`}</li>`
  return html`<h3>${words.absent} <span class="quiet">${figures.count(absentCount)}</span></h3>
<p class="quiet">${words.absentWhy}</p>
<ul class="many">${absent.map(item)}</ul>
${absentCount > absent.length && html`<p class="quiet">${words.absentMore(figures.count(absentCount - absent.length))}</p>`}`
}
