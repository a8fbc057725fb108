import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Landing } from './endpoint.ts'
import { html, jsonData } from '../html.ts'
import { exampleText, icon } from './landing-page.ts'

/** Where `npm ci` puts the bundle (web/build.mjs). */
export const bundleFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** The page a browser gets at `/graphql`: GraphiQL from our own bundle; plain words where it was not bundled. */
export const graphiqlPage = (landing: Pick<Landing, 'title' | 'notice' | 'examples'>, folder = bundleFolder): string => {
  const title = `${landing.title} – GraphiQL`
  const examples = landing.examples.map((one) => ({ query: exampleText(one), variables: one.variables }))
  if (!existsSync(`${folder}/graphiql.js`)) return notBundled(title)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${icon}
<link rel="stylesheet" href="assets/graphiql.css">
<script type="module" src="assets/graphiql.js"></script>
</head>
<body>
<div id="graphiql"></div>
<noscript>The editor needs JavaScript. Without it: GET /graphql?query=… with Accept: application/json.</noscript>
<script type="application/json" id="kartlag">${jsonData({ title: landing.title, notice: landing.notice, examples })}</script>
</body>
</html>
`.html
}

const notBundled = (title: string): string =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${title}</title>${icon}</head>
<body>
<h1>The editor is not bundled here</h1>
<p>Run <code>npm ci</code> with development packages, or <code>node web/build.mjs</code>, and load this page again.</p>
<p>Queries are answered without it: <code>curl -G …/graphql --data-urlencode 'query={ __typename }'</code></p>
</body>
</html>
`.html
