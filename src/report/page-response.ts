import { html, type Html } from '../html.ts'
import { inLanguage } from '../series/labels.ts'
import type { Figures } from './figures.ts'
import type { Pair } from './pair.ts'
import { shareBar } from './plots.ts'
import type { Count, ResponseTable } from './response.ts'
import type { Sheet } from './page.ts'

/** Who answered and who did not. */
export const responseSection = (sheet: Sheet): Html => {
  const { quality, words, figures } = sheet
  const { tables, absent, absentCount } = quality.response
  return html`<section aria-labelledby="response">
<h2 id="response">${words.responseTitle}</h2>
${legend(sheet)}
<div class="beside">${tables.map((table) => responseTable(table, sheet))}</div>
${
  absent.length > 0 &&
  html`<h3>${words.absent} <span class="quiet">${figures.count(absentCount)}</span></h3>
<p class="quiet">${words.absentWhy}</p>
<ul class="many">${absent.map(
    ({ code, name, size, answeredBefore }) =>
      html`<li>${answeredBefore === true && html`<span class="dot" role="img" aria-label="${words.answeredBefore}"></span>`}${code}${name !== null && ` ${name}`}${size !== null && html` <span class="quiet">· ${figures.count(size)}</span>`}</li>`,
  )}</ul>
${absentCount > absent.length && html`<p class="quiet">${words.absentMore(figures.count(absentCount - absent.length))}</p>`}`
}
</section>`
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
  const all = { code: '', name: null, count: quality.response.all }
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">${title}</th><th scope="col" class="number">${words.of}</th><th scope="col" class="number">${years.now}</th>
${years.before !== null && html`<th scope="col" class="number">${years.before}</th>`}<th scope="col">${words.share}</th></tr></thead>
<tbody>${[...rows, all].map((row) => {
    const { now, before } = row.count
    const name = row === all ? allRows : kind === 'size' ? sizes(row.code, figures) : (row.name ?? row.code)
    return html`<tr${row === all && html` class="sum"`}><th scope="row"${kind === 'size' && html` class="nowrap"`}>${name}</th><td class="number">${words.responseOf(figures.count(now.answered), figures.count(now.asked))}</td>
<td class="number"><b>${figures.percent(now.answered, now.asked)}</b></td>
${years.before !== null && html`<td class="number quiet">${before === null ? '' : figures.percent(before.answered, before.asked)}</td>`}
<td>${shareBar(words.bar(name, figures.percent(now.answered, now.asked), before && figures.percent(before.answered, before.asked)), sharesOf(row.count))}</td></tr>`
  })}</tbody>
</table></div>`
}

/** `2000-4999` as a person writes it. */
const sizes = (code: string, { count }: Figures): string => {
  const [low = '', high = ''] = code.split('-')
  return high === '' ? `≥ ${count(Number(low))}` : `${count(Number(low))}–${count(Number(high))}`
}

const allRows = 'Σ'

const sharesOf = ({ now, before }: Pair<Count>): Pair<number | null> => ({
  now: now.asked === 0 ? null : now.answered / now.asked,
  before: before === null || before.asked === 0 ? null : before.answered / before.asked,
})
