import { html, type Html } from '../html.ts'
import { words as wordsOf } from '../model/names.ts'
import { inLanguage } from '../series/labels.ts'
import type { FindingGroup, ToldFinding } from './finding-groups.ts'
import { cell, section, tableOf } from './page-table.ts'
import type { Sheet } from './page.ts'

/** Findings, a table for each rule. */
export const findingsSection = (sheet: Sheet): Html => {
  const { quality, words } = sheet
  const groups = quality.findings.map((group) => groupTable(group, sheet))
  return section('findings', words.findings, null, groups.length === 0 ? html`<p>${words.noFindings}</p>` : groups)
}

type Shown = readonly [name: string, of: (found: ToldFinding) => Html | string]

const groupTable = (group: FindingGroup, sheet: Sheet): Html => {
  const { outcome, words, figures } = sheet
  const { rule, title, severity, count, findings } = group
  const word = severity === 'error' ? words.error : outcome.accepted.includes(rule) ? words.acceptedOne : words.warning
  const same = new Set(findings.map(({ proposal }) => inLanguage(proposal, words.lang))).size === 1
  const shown = shownOf(group, same, sheet)
  const rows = findings.map((found) => html`<tr>${shown.map(([, of]) => cell(of(found)))}</tr>`)
  return html`<article class="${severity}">
<h3><span class="chip">${word}</span> ${inLanguage(title, words.lang) ?? wordsOf(rule.replaceAll('-', '_'))}
<span class="quiet">${figures.count(count)}</span></h3>
<p class="quiet"><code>${rule}</code>${same && html` · ${words.proposal}: ${said(findings[0]?.proposal ?? {}, words.lang)}`}</p>
${tableOf(
  shown.map(([name]) => name),
  rows,
)}
${count > findings.length && html`<p class="quiet">${words.listed(figures.count(findings.length), figures.count(count))}</p>`}
</article>`
}

/** Columns of the table: those that say something of any finding; a proposal that is always the same stands above it. */
const shownOf = ({ findings }: FindingGroup, sameProposal: boolean, { quality, words }: Sheet): readonly Shown[] => {
  const has = (what: 'unit' | 'column' | 'value') => findings.some((found) => found[what] !== null)
  const all: readonly (Shown | false)[] = [
    [words.row, ({ file, line }) => `${file === quality.file ? '' : `${file}: `}${line}`],
    has('unit') && [words.unit, unitCell],
    has('column') && [words.column, ({ column }) => html`<code>${column}</code>`],
    has('value') && [words.value, ({ value }) => (value === '' ? html`<i>${words.empty}</i>` : html`<b class="value">${value}</b>`)],
    [words.wrong, ({ message }) => said(message, words.lang)],
    !sameProposal && [words.proposal, ({ proposal }) => said(proposal, words.lang)],
  ]
  return all.filter((one) => one !== false)
}

const unitCell = ({ unit }: ToldFinding): Html | string =>
  unit === null ? '' : html`${unit.code}${unit.name !== null && html` <span class="nowrap">${unit.name}</span>`}`

/** Words that stand in another language than the page say so. */
const said = (text: Readonly<Record<string, string>>, language: string): Html | string =>
  text[language] === undefined ? html`<span lang="en">${inLanguage(text, language)}</span>` : text[language]
