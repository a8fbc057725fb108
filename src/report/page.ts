import { readFileSync } from 'node:fs'
import { html, trusted, type Html } from '../html.ts'
import { inLanguage } from '../series/labels.ts'
import { figuresIn, type Figures } from './figures.ts'
import type { Outcome } from './outcome.ts'
import { answersSections } from './page-answers.ts'
import { changesSection } from './page-changes.ts'
import { columnsSection } from './page-columns.ts'
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
${breakNotice(sheet)}
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

const breakNotice = ({ quality, words }: Sheet): Html | null => {
  const why = inLanguage(quality.break, words.lang)
  return why === null ? null : html`<aside class="notice"><b>${words.breaks}.</b> ${words.breaksWhy} ${why}</aside>`
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

const tiles = ({ quality, outcome, words, figures }: Sheet): Html => {
  const { lines, response, findings, years } = quality
  const sum = (severity: string) => findings.reduce((all, group) => all + (group.severity === severity ? group.count : 0), 0)
  const { now, before } = response.all
  const earlier = before === null ? '' : `; ${years.before}: ${figures.percent(before.answered, before.asked)}`
  const [errors, warnings] = [sum('error'), sum('warning')]
  const tile = (kind: string, value: string, what: string, more: string) =>
    html`<li class="${kind}"><b>${value}</b> ${what}<small>${more}</small></li>`
  const open = outcome.kind === 'refused' || outcome.kind === 'unaccepted'
  const warned = warnings === 0 ? words.noWarnings : open ? words.warningsWhy : words.warningsTaken
  const leftOut = lines.leftOut > 0 ? `, ${words.leftOut(figures.count(lines.leftOut))}` : ''
  const above = lines.above > 0 ? `; ${words.above(figures.count(lines.above))}` : ''
  const answered = words.responseOf(figures.count(now.answered), figures.count(now.asked))
  return html`<ul class="tiles">
${tile('', figures.count(lines.read), words.rows, words.rowsRejected(figures.count(lines.clean), figures.count(lines.rejected)) + leftOut + above)}
${tile('', figures.percent(now.answered, now.asked), words.response, answered + earlier)}
${tile(errors > 0 ? 'error' : 'good', figures.count(errors), words.errors, errors > 0 ? words.errorsWhy : words.noErrors)}
${tile(warnings > 0 ? 'warning' : 'good', figures.count(warnings), words.warnings, warned)}
</ul>`
}
