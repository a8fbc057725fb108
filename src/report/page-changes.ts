import { html, type Html } from '../html.ts'
import type { NationalChange } from '../release/national-change.ts'
import { inLanguage } from '../series/labels.ts'
import { figure, rowHead, section, tableOf } from './page-table.ts'
import type { Sheet } from './page.ts'

const most = 40

/** Which national figures are other than before: those that moved most, and how many are new or gone. Null where nothing was compared. */
export const changesSection = (sheet: Sheet): Html | null => {
  const { outcome, words, figures } = sheet
  const { kind, before, changes } = outcome
  const title = kind === 'checked' ? words.changes.checked : words.changes.loaded
  if (changes === null) return before?.damaged ? section('changes', title, words.damagedBefore(before.key)) : null
  const revised = changes.filter(({ before, after }) => before && after).sort((a, b) => size(b) - size(a))
  const counts = [
    ...byYear(changes.filter(({ before }) => before === null)).map(([year, count]) => words.newFigures(year, figures.count(count))),
    ...byYear(changes.filter(({ after }) => after === null)).map(([year, count]) => words.goneFigures(year, figures.count(count))),
    ...(revised.length > most ? [words.moreFigures(figures.count(revised.length - most))] : []),
  ]
  const names = [words.indicator, `#${words.year}`, `#${words.before}`, `#${words.after}`, `#${words.change}`]
  const rows = revised.slice(0, most).map((one) => changeRow(one, sheet))
  const table = rows.length > 0 && tableOf(names, rows)
  return section('changes', title, changes.length === 0 ? words.same : null, table, html`<p class="quiet">${counts.join(' ')}</p>`)
}

const changeRow = ({ indicator, survey, year, before, after }: NationalChange, { quality, words, figures }: Sheet): Html => {
  const value = (figureOf: NationalChange['before']) => (figureOf?.value == null ? (figureOf?.status ?? '') : figures.exact(figureOf.value))
  const move = before?.value && after?.value != null ? (after.value - before.value) / Math.abs(before.value) : null
  const name = html`${inLanguage(quality.indicators[indicator], words.lang) ?? indicator}<small><code>${indicator}</code> ${survey}</small>`
  return html`<tr>${rowHead(name)}
${figure(String(year))}${figure(value(before))}
${figure(html`<b>${value(after)}</b>`)}${figure(move === null ? '' : figures.change(move))}</tr>`
}

const size = ({ before, after }: NationalChange): number => {
  const [was, is] = [before?.value ?? null, after?.value ?? null]
  return was === is ? 0 : was === null || is === null || was === 0 ? Infinity : Math.abs((is - was) / was)
}

const byYear = (changes: readonly NationalChange[]): (readonly [string, number])[] => {
  const counts = new Map<number, number>()
  for (const { year } of changes) counts.set(year, (counts.get(year) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => a - b).map(([year, count]) => [String(year), count] as const)
}
