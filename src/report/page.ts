import { readFileSync } from 'node:fs'
import { html, trusted, type Html } from '../html.ts'
import { inLanguage } from '../series/labels.ts'
import { figuresIn, type Figures } from './figures.ts'
import type { Outcome } from './outcome.ts'
import { answersSections } from './page-answers.ts'
import { findingsSection } from './page-findings.ts'
import { responseSection } from './page-response.ts'
import type { Quality } from './quality.ts'
import { wordsIn, type Words } from './words.ts'

/** What every part of the page is made of. */
export type Sheet = { readonly quality: Quality; readonly outcome: Outcome; readonly words: Words; readonly figures: Figures }

const style = readFileSync(new URL('../../web/report.css', import.meta.url), 'utf8')

/** The report as one page that needs nothing else: no script, no address. `made`: the day that stands on it. */
export const reportPage = (quality: Quality, outcome: Outcome, language: string, made: Date): string => {
  const words = wordsIn(language)
  const sheet = { quality, outcome, words, figures: figuresIn(language) }
  const title = inLanguage(quality.survey.title, language) ?? quality.survey.id
  return html`<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title(title, quality.years.now)}</title>
<style>${trusted(style)}</style>
</head>
<body>
<header>
<p class="eyebrow">${words.eyebrow}</p>
<h1>${title} <span class="nowrap">${quality.years.now}</span></h1>
<p class="lead verdict ${outcome.kind}">${words.verdict[outcome.kind]}</p>
<aside class="notice" aria-label="${words.secret}"><b>${words.secret}.</b> ${words.secretWhy}</aside>
<dl>${facts(sheet, made)}</dl>
</header>
<main>
${tiles(sheet)}
${quality.break !== null && html`<aside class="notice"><b>${words.breaks}.</b> ${words.breaksWhy} ${inLanguage(quality.break, language)}</aside>`}
${findingsSection(sheet)}
${columnsSection(sheet)}
${responseSection(sheet)}
${changesSection(sheet)}
${answersSections(sheet)}
</main>
</body>
</html>
`.html
}

const facts = ({ quality: { file, years }, outcome, words, figures }: Sheet, made: Date): Html[] =>
  [
    [words.file, file],
    [words.compared, years.before === null ? words.noBefore : String(years.before)],
    [words.made, figures.day(made)],
    [words.release, outcome.release],
    [words.accepted, outcome.accepted.length === 0 ? null : outcome.accepted.join(', ')],
    [words.note, outcome.note],
  ].flatMap(([term, text]) => (text === null || text === undefined ? [] : [html`<div><dt>${term}</dt><dd>${text}</dd></div>`]))

const tiles = ({ quality, words, figures }: Sheet): Html => {
  const { lines, response, findings, years } = quality
  const count = (severity: string) => findings.reduce((sum, group) => sum + (group.severity === severity ? group.count : 0), 0)
  const { now, before } = response.all
  const earlier = before === null ? '' : `; ${years.before}: ${figures.percent(before.answered, before.asked)}`
  const tile = (kind: string, figure: string, what: string, more: string) =>
    html`<li class="${kind}"><b>${figure}</b> ${what}<small>${more}</small></li>`
  return html`<ul class="tiles">
${tile('plain', figures.count(lines.read), words.rows, words.rowsRejected(figures.count(lines.clean), figures.count(lines.rejected)))}
${tile('plain', figures.percent(now.answered, now.asked), words.response, words.responseOf(figures.count(now.answered), figures.count(now.asked)) + earlier)}
${tile(count('error') > 0 ? 'error' : 'good', figures.count(count('error')), words.errors, count('error') > 0 ? words.errorsWhy : words.noErrors)}
${tile(count('warning') > 0 ? 'warning' : 'good', figures.count(count('warning')), words.warnings, count('warning') > 0 ? words.warningsWhy : words.noWarnings)}
</ul>`
}

const columnsSection = ({ quality: { columns }, words }: Sheet): Html | null => {
  const { unclaimed, unanswered } = columns
  if (unclaimed.length + unanswered.length === 0) return null
  const maybe = (near: string | null) => near !== null && html` <span class="quiet">${words.maybe} <code>${near}</code></span>`
  return html`<section aria-labelledby="columns"><h2 id="columns">${words.columns}</h2>
${unclaimed.length > 0 && html`<h3>${words.unclaimed}</h3><p class="quiet">${words.unclaimedWhy}</p><ul class="many">${unclaimed.map(({ name, near }) => html`<li><code>${name}</code>${maybe(near)}</li>`)}</ul>`}
${
  unanswered.length > 0 &&
  html`<h3>${words.unanswered}</h3><div class="scroll"><table><thead><tr>${[words.questionOf, words.column, words.why].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${unanswered.map(
    ({ question, why, near }) =>
      html`<tr><th scope="row">${inLanguage(question.text, words.lang)}</th><td><code>${question.columns.join(' ')}</code></td><td>${why === 'empty' ? words.emptyColumn : words.noColumn}${maybe(near)}</td></tr>`,
  )}</tbody></table></div>`
}</section>`
}

const changesSection = ({ outcome: { kind, changes }, words }: Sheet): Html | null =>
  changes.length === 0
    ? null
    : html`<section aria-labelledby="changes"><h2 id="changes">${kind === 'checked' ? words.changes.checked : words.changes.loaded}</h2><ul>${changes.map((line) => html`<li>${line}</li>`)}</ul></section>`
