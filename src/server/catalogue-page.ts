import type { Catalogue, CatalogueDimension, CatalogueFile, CatalogueIndicator, CatalogueSubject } from '../catalogue/catalogue.ts'
import { html, trusted, type Html } from '../html.ts'
import type { Text } from '../model/model.ts'
import { inLanguage } from '../series/labels.ts'
import { catalogueForms } from './catalogue-forms.ts'
import { definition, icon, style, wordsIn, type Words } from './landing-page.ts'

/** Words of the page, and of the model in its language. */
type Say = { readonly words: Words; readonly text: (text: Text | null) => string | null }

/** The catalogue for people, as one page that loads nothing. */
export const cataloguePage = (catalogue: Catalogue, language: string): string => {
  const say: Say = { words: wordsIn(language), text: (text) => inLanguage(text, language) }
  const { words, text } = say
  const notice = text(catalogue.notice)
  const others = catalogueForms.filter(({ ending }) => ending !== 'html')
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.catalogueTitle} – ${text(catalogue.title)}</title>
<meta name="description" content="${words.catalogueLead}">
${others.map(({ ending, mediaType }) => html`<link rel="alternate" type="${mediaType}" href="${catalogue.url}.${ending}">`)}
${icon}
<style>${trusted(style)}</style>
</head>
<body>
<header>
<p class="quiet"><a href="${catalogue.url.replace(/data$/, '')}">${text(catalogue.title)}</a></p>
<h1>${words.catalogueTitle}</h1>
<p class="lead">${words.catalogueLead}</p>
${notice !== null && html`<aside class="notice" aria-labelledby="notice"><h2 class="h3" id="notice">${words.notice}</h2><p>${notice}</p></aside>`}
<p>${words.forPrograms}: ${separated(others.map(({ ending, title }) => html`<a href="${catalogue.url}.${ending}">${title}</a>`))}</p>
<nav aria-label="${words.subjects}"><ul>${catalogue.subjects.map(({ id, label }) => html`<li><a href="#${id}">${text(label)}</a></li>`)}</ul></nav>
</header>
<main>
${catalogue.subjects.map((subject) => subjectPart(catalogue, subject, say))}
<h2>${words.dimensions}</h2>
<table>
<thead><tr><th scope="col">${words.dimensions}</th><th scope="col">${words.members}</th></tr></thead>
<tbody>${catalogue.dimensions.map((dimension) => dimensionRow(dimension, say))}</tbody>
</table>
</main>
<footer><dl>
${definition(words.release, catalogue.release)}${definition(words.publisher, text(catalogue.publisher))}
${definition(words.licence, catalogue.licence)}${definition(words.contact, catalogue.contact)}
</dl></footer>
</body>
</html>
`.html
}

const separated = (parts: readonly Html[]): readonly Html[] => parts.map((part, index) => html`${index > 0 && ' · '}${part}`)

const subjectPart = (catalogue: Catalogue, subject: CatalogueSubject, { words, text }: Say): Html => {
  const [first, last] = [subject.years[0], subject.years.at(-1)]
  const national = subject.files.filter(({ level }) => level === catalogue.levels[0]?.id)
  const levels = subject.files.filter((file) => !national.includes(file))
  const level = (file: CatalogueFile) => text(catalogue.levels.find(({ id }) => id === file.level)?.label ?? null) ?? file.level
  const split = catalogue.dimensions.filter(({ id }) => subject.dimensions.includes(id))
  const dimensionLinks = split.map(({ id, label }) => html`<a href="#dimension-${id}">${text(label)}</a>`)
  const example = `/data/${subject.id}.csv?by=${split[0]?.id ?? 'survey'}&at=${levels[0]?.level ?? national[0]?.level ?? ''}&year=${first ?? ''}..${last ?? ''}`
  return html`<section aria-labelledby="${subject.id}">
<h2 id="${subject.id}">${text(subject.label)}</h2>
<p>${text(subject.description)} ${subject.synthetic && words.madeUp}</p>
<dl class="facts">
${definition(words.years, first === undefined ? null : first === last ? String(first) : `${first}–${last}`)}
<dt>${words.wholeCountry}</dt><dd>${separated(national.map(({ format, url }) => html`<a href="${url}">${format}</a>`))}</dd>
${levels.length > 0 && html`<dt>${words.byLevel}</dt><dd>${separated(levels.map((file) => html`<a href="${file.url}">${level(file)}</a>`))}</dd>`}
${split.length > 0 && html`<dt>${words.splitBy}</dt><dd>${separated(dimensionLinks)}</dd>`}
</dl>
<p class="quiet">${words.more} <code>${example}</code></p>
<table>
<caption>${words.indicators}</caption>
<thead><tr><th scope="col">${words.indicator}</th><th scope="col">${words.unit}</th><th scope="col">CSV</th></tr></thead>
<tbody>${subject.indicators.map((indicator) => indicatorRow(indicator, text))}</tbody>
</table>
</section>
`
}

const indicatorRow = ({ id, label, description, unit, url }: CatalogueIndicator, text: Say['text']): Html =>
  html`<tr><th scope="row">${text(label)}${description && html`<br><span class="quiet">${text(description)}</span>`}</th>
<td>${unit}</td><td><a href="${url}"><code>${id}</code></a></td></tr>`

const dimensionRow = ({ id, label, members }: CatalogueDimension, { text }: Say): Html =>
  html`<tr id="dimension-${id}"><th scope="row">${text(label)}<br><code>${id}</code></th><td>${separated(
    members.map((member) => html`${text(member.label)} <code>${member.id}</code>`),
  )}</td></tr>`
