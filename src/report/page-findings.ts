import { html, type Html } from '../html.ts'
import { inLanguage } from '../series/labels.ts'
import type { FindingGroup, ToldFinding } from './finding-groups.ts'
import type { Outcome } from './outcome.ts'
import { words as wordsOf } from '../model/names.ts'
import type { Sheet } from './page.ts'

/** Findings, a table for each rule. */
export const findingsSection = (sheet: Sheet): Html => {
  const { quality, outcome, words } = sheet
  return html`<section aria-labelledby="findings">
<h2 id="findings">${words.findings}</h2>
${quality.findings.length === 0 ? html`<p>${words.noFindings}</p>` : quality.findings.map((group) => groupTable(group, outcome, sheet))}
</section>`
}

const groupTable = (group: FindingGroup, { accepted }: Outcome, { quality, words, figures }: Sheet): Html => {
  const { rule, title, severity, count, findings } = group
  const word = severity === 'error' ? words.error : accepted.includes(rule) ? words.acceptedOne : words.warning
  const proposals = new Set(findings.map(({ proposal }) => inLanguage(proposal, words.lang)))
  const one = proposals.size === 1 ? [...proposals][0] : null
  const has = (what: 'unit' | 'column' | 'value') => findings.some((found) => found[what] !== null)
  const columns: readonly (readonly [string, (found: ToldFinding) => Html | string])[] = [
    [words.row, (found) => html`${found.file === quality.file ? '' : `${found.file}: `}${found.line}`],
    ...(has('unit') ? [[words.unit, unitCell] as const] : []),
    ...(has('column') ? [[words.column, (found: ToldFinding) => html`<code>${found.column}</code>`] as const] : []),
    ...(has('value')
      ? [
          [
            words.value,
            (found: ToldFinding) => (found.value === '' ? html`<i>${words.empty}</i>` : html`<b class="value">${found.value}</b>`),
          ] as const,
        ]
      : []),
    [words.wrong, ({ message }) => said(message, words.lang)],
    ...(one ? [] : [[words.proposal, ({ proposal }: ToldFinding) => said(proposal, words.lang)] as const]),
  ]
  return html`<article class="${severity}">
<h3><span class="chip">${word}</span> ${inLanguage(title, words.lang) ?? wordsOf(rule.replaceAll('-', '_'))} <span class="quiet">${figures.count(count)}</span></h3>
<p class="quiet"><code>${rule}</code>${one && html` · ${words.proposal}: ${said(findings[0]?.proposal ?? {}, words.lang)}`}</p>
<div class="scroll"><table>
<thead><tr>${columns.map(([name]) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${findings.map((found) => html`<tr>${columns.map(([, cell]) => html`<td>${cell(found)}</td>`)}</tr>`)}</tbody>
</table></div>
${count > findings.length && html`<p class="quiet">${words.listed(figures.count(findings.length), figures.count(count))}</p>`}
</article>`
}

const unitCell = ({ unit }: ToldFinding): Html | string =>
  unit === null ? '' : html`${unit.code}${unit.name !== null && html` <span class="nowrap">${unit.name}</span>`}`

/** Words that stand in another language than the page say so. */
const said = (text: Readonly<Record<string, string>>, language: string): Html | string =>
  text[language] === undefined ? html`<span lang="en">${inLanguage(text, language)}</span>` : text[language]
