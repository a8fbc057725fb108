import { html, type Html } from '../html.ts'

type Part = Html | string | number | false | null | readonly Part[]

/** A part of the page under a heading of its own, with a line of explanation. */
export const section = (id: string, title: string, why: string | null, ...parts: readonly Part[]): Html =>
  html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${why !== null && html`<p class="quiet">${why}</p>`}
${parts}
</section>`

/** A column of a table; `#` before its name: it holds numbers. */
const head = (name: string): Html =>
  name.startsWith('#') ? html`<th scope="col" class="number">${name.slice(1)}</th>` : html`<th scope="col">${name}</th>`

/** A table that scrolls by itself where the page is narrow. `bodies`: its rows, or bodies with rows. */
export const tableOf = (names: readonly string[], rows: readonly Part[], kind = ''): Html =>
  html`<div class="scroll"><table class="${kind}">
<thead><tr>${names.map(head)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`

/** The same of rows that belong together in bodies of their own. */
export const tableOfBodies = (names: readonly string[], bodies: readonly (readonly Part[])[], kind = ''): Html =>
  html`<div class="scroll"><table class="${kind}">
<thead><tr>${names.map(head)}</tr></thead>
${bodies.map((rows) => html`<tbody>${rows}</tbody>`)}
</table></div>`

export const figure = (...parts: readonly Part[]): Html => html`<td class="number">${parts}</td>`
export const cell = (...parts: readonly Part[]): Html => html`<td>${parts}</td>`
export const rowHead = (...parts: readonly Part[]): Html => html`<th scope="row">${parts}</th>`
