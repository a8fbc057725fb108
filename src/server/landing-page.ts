import { readFileSync } from 'node:fs'
import { parse } from 'yaml' // ISC, the reader of the seeds too
import type { Landing, LandingExample } from './endpoint.ts'
import { html, trusted, type Html } from '../html.ts'

export type Words = Readonly<Record<string, string>>
const fileOf = (name: string) => new URL(`../../web/${name}`, import.meta.url)
const words = parse(readFileSync(fileOf('words.yaml'), 'utf8')) as Readonly<Record<string, Words>>
/** Of every page but the editor. */
export const style = readFileSync(fileOf('landing.css'), 'utf8')

/** The pages' own words; English ones where there are none of the language. */
export const wordsIn = (language: string): Words => ({ ...words.en, ...words[language] })

const addresses = [
  ['graphql', 'graphql'],
  ['data', 'catalogue'],
  ['odata/', 'odata'],
  ['schema.graphql', 'schema'],
  ['health', 'health'],
  ['ready', 'ready'],
  ['metrics', 'metrics'],
] as const

/** An example as it stands in the editor: its title is the first line, as a comment. */
export const exampleText = ({ title, query }: LandingExample): string =>
  query.trimStart().startsWith('#') ? query : `# ${title}\n${query}`

/**
 * The page at `/`: what this is, what to mind, and queries to start from. Needs no script and nothing from elsewhere.
 * `origin` is the request's, for the example in a shell.
 */
export const landingPage = (landing: Landing, language: string, origin: string): string => {
  const say: Words = wordsIn(language)
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${landing.title}</title>
<meta name="description" content="${say.lead}">
${icon}
<style>${trusted(style)}</style>
</head>
<body>
<header>
<h1>${landing.title}</h1>
<p class="lead">${say.lead}</p>
${landing.notice !== null && html`<aside class="notice" aria-labelledby="notice"><h3 id="notice">${say.notice}</h3><p>${landing.notice}</p></aside>`}
${landing.release === null && html`<aside class="notice" role="status"><p>${say.noRelease}</p></aside>`}
<a class="button" href="graphql">${say.open}</a>
<p class="quiet">${say.openHint}</p>
</header>
<main>
${
  landing.examples.length > 0 &&
  html`<h2>${say.examples}</h2>
<p class="quiet">${say.examplesHint}</p>
<ol class="examples">${landing.examples.map((one) => example(one, say))}</ol>`
}
<h2>${say.programs}</h2>
<p class="quiet">${say.programsHint}</p>
<pre class="wrap"><code>${shell(landing.examples[0], origin)}</code></pre>
<h2>${say.addresses}</h2>
<table>
<tbody>${addresses.filter(([path]) => !['data', 'odata/'].includes(path) || landing.catalogue).map(([path, word]) => html`<tr><td><a href="${path}"><code>/${path}</code></a></td><td>${say[word]}</td></tr>`)}
${landing.links?.map(({ title, url }) => html`<tr><td><a href="${url}"><code>${url}</code></a></td><td>${title}</td></tr>`)}</tbody>
</table>
</main>
<footer><dl>
${definition(say.release, landing.release)}${definition(say.licence, landing.licence)}${definition(say.contact, landing.contact)}
</dl></footer>
</body>
</html>
`.html
}

const bars = ['y="9" height="7" fill="#2a8ea3"', 'x="6" y="5" height="11" fill="#0b5a6b"', 'x="12" height="16" fill="#c48a00"']
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${bars.map((bar) => `<rect width="4" ${bar}/>`).join('')}</svg>`
/** An icon within the page, so that browsers do not ask for one. */
export const icon = trusted(`<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(drawing)}">`)

const example = (one: LandingExample, say: Words): Html => {
  const variables = one.variables ? `&variables=${encodeURIComponent(JSON.stringify(one.variables, null, 2))}` : ''
  return html`<li><h3>${one.title}</h3>
<a href="graphql?query=${encodeURIComponent(exampleText(one))}${variables}" aria-label="${say.run}: ${one.title}">${say.run}</a>
<details><summary>${say.query}</summary><pre tabindex="0"><code>${one.query.trim()}</code></pre></details></li>`
}

export const definition = (term: string | undefined, text: string | null) => text !== null && html`<dt>${term}</dt><dd>${text}</dd>`

const shell = (first: LandingExample | undefined, origin: string): string => {
  const query = first && !first.variables ? compact(first.query) : '{ __typename }'
  return `curl -G ${origin}/graphql --data-urlencode 'query=${query.replaceAll("'", `'\\''`)}'`
}

const compact = (query: string): string =>
  query
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
