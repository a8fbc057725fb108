import { html as markup, type Html } from '../../html.ts'
import { inLanguage } from '../../series/labels.ts'
import type { Document } from '../document.ts'
import { axisOf } from './axis.ts'
import { barHeight, barPanel } from './bars.ts'
import { colours, legend, signs } from './legend.ts'
import { cut, wrapped } from './lettering.ts'
import { laneCount, linePanel, type Box } from './lines.ts'
import { faint, ink, round } from './marks.ts'
import { breakNotes, headingOf } from './notes.ts'
import { numbersOf } from './numbers.ts'
import { panelsOf, type Panel } from './panels.ts'
import { readingOf } from './reading.ts'
import { wordsOf } from './words.ts'

const [width, leastHeight, margin] = [800, 500, 20]
const inner = width - 2 * margin

/** A paragraph from `top` downwards, and where it ends. */
const paragraph = (text: string, top: number, size: number, style: string): { readonly drawn: Html; readonly bottom: number } => {
  const lines = wrapped(text, size, inner)
  const step = round(size * 1.3)
  return {
    drawn: markup`${lines.map((line, index) => markup`<text x="${margin}" y="${round(top + size + index * step)}" font-size="${size}" ${{ html: style }}>${line}</text>
`)}`,
    bottom: round(top + lines.length * step + size * 0.2),
  }
}

/** Paragraphs one below the other. */
const stacked = (texts: readonly { text: string; size: number; style: string }[], top: number): { readonly drawn: readonly Html[]; readonly bottom: number } =>
  texts.reduce<{ drawn: readonly Html[]; bottom: number }>(
    (above, { text, size, style }) => {
      const { drawn, bottom } = paragraph(text, above.bottom, size, style)
      return { drawn: [...above.drawn, drawn], bottom }
    },
    { drawn: [], bottom: top },
  )

const columnsFor = (count: number): number => (count <= 3 ? count : count === 4 ? 2 : count <= 6 || count === 9 ? 3 : 4)

/** Places of panels in rows, with room for a title above each. */
const placesOf = (count: number, top: number, height: number): readonly Box[] => {
  const columns = columnsFor(count)
  const rows = Math.ceil(count / columns)
  const [across, down] = [(inner - (columns - 1) * 14) / columns, height / rows]
  return Array.from({ length: count }, (_, index) => ({ x: margin + (index % columns) * (across + 14), y: top + Math.floor(index / columns) * down, width: across, height: down }))
}

const titleSize = 12

/** The title of a panel in two lines at most; all of it where the pointer rests on it. */
const titleLines = (text: string, across: number): readonly string[] => {
  const [first = '', ...rest] = wrapped(text, titleSize * 1.06, across)
  return rest.length === 0 ? [first] : [first, cut(rest.join(' '), titleSize * 1.06, across)]
}

const titled = (text: string, { x, y, width: across }: Box): Html =>
  markup`<text font-size="${titleSize}" font-weight="600" fill="${ink}">${titleLines(text, across).map((line, index) => markup`<tspan x="${round(x)}" y="${round(y + 12 + index * 15)}">${line}</tspan>`)}<title>${text}</title></text>
`

// XML has no way to write these.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** The whole chart of a document as one text of XML. */
export const drawn = (document: Document): string => {
  const words = wordsOf(document.language)
  const reading = readingOf(document)
  const { years } = reading
  const overYears = years.length > 1
  const chosen = panelsOf(reading, words, document.language)
  const { panels, labels } = chosen
  const { title, subtitle } = headingOf(document, reading, chosen, words)
  const direct = panels.length === 1 && labels.some((label) => label !== '')
  const severalIndicators = reading.indicators.length > 1
  const axes = new Map(reading.indicators.map(({ name }) => [name, axisOf(panels.flatMap(({ series }) => series).filter(({ indicator }) => indicator === name), overYears)]))

  const far = reading.indicators.filter(({ name }) => {
    const [from, to] = axes.get(name)?.domain ?? [0, 0]
    return from > 0 || to < 0
  })

  const head = stacked([{ text: title, size: 18, style: `font-weight="600" fill="${ink}"` }, { text: subtitle, size: 12.5, style: `fill="${faint}"` }], 12)
  const names = overYears && !direct && labels.length > 1 ? legend(colours(labels), margin, head.bottom + 4, inner) : { drawn: null, height: 0 }
  const top = round(head.bottom + names.height + 12)

  const { table } = document
  const rows = table.values[0]?.length ?? 0
  const notes = [
    ...chosen.notes,
    ...(rows < table.rowCount ? [words.rowsLeftOut(rows, table.rowCount)] : []),
    ...(far.length === 0 ? [] : [words.notFromZero(severalIndicators ? ` (${far.map(({ label, name }) => inLanguage(label, document.language) ?? name).join('; ')})` : '')]),
    ...([...axes.values()].some(({ cuts }) => cuts) ? [words.cutIntervals] : []),
    ...(rows === 0 ? [words.nothing] : []),
  ]
  const small = `fill="${faint}"`
  const breaks = breakNotes(panels, years, words, document.language)
  const texts = [
    ...(document.secret === null ? [] : [{ text: document.secret, size: 12, style: 'font-weight="600" fill="#b00020"' }]),
    ...[...breaks.map(({ short }) => short), ...notes].map((text) => ({ text, size: 11, style: `fill="${ink}"` })),
    ...(document.notice === null ? [] : [{ text: `${words.notice}: ${document.notice}`, size: 10, style: small }]),
    { text: `${words.source}: ${document.citation}`, size: 10, style: small },
  ]
  const foot = (from: number) => {
    const key = legend(signs(panels, overYears, words), margin, from, inner)
    const below = stacked(texts, from + key.height + 4)
    return { drawn: markup`${key.drawn}${below.drawn}`, bottom: below.bottom }
  }

  const titleOf = ({ title, indicator }: Panel): string => {
    const unit = severalIndicators ? numbersOf(indicator.unit, words).unit : null
    return unit === null ? (title ?? '') : `${title ?? ''} (${unit})`
  }
  const across = placesOf(panels.length, 0, 0)[0]?.width ?? inner
  const titleRoom = Math.max(0, ...panels.map((panel) => titleLines(titleOf(panel), across).length * 15 + 3))
  const gridRows = Math.ceil(panels.length / columnsFor(panels.length))
  const longest = Math.max(1, ...panels.map(({ series }) => series.length))
  const lanes = Math.max(0, ...panels.map(laneCount))
  const perRow = (overYears ? (panels.length === 1 ? 230 : gridRows === 1 ? 200 : 130) + lanes * 12 : longest * barHeight + 30) + (panels.length > 1 ? titleRoom + 10 : 0)
  const needed = panels.length === 0 ? 0 : Math.max(gridRows * perRow, leastHeight - margin / 2 - top - foot(0).bottom - 10)
  const height = Math.max(leastHeight, Math.ceil(foot(top + needed + 10).bottom + margin / 2))
  const below = foot(top + needed + 10)
  const places = placesOf(panels.length, top, needed)
  const body = panels.map((panel, index) => {
    const place = places[index] ?? { x: 0, y: 0, width: 0, height: 0 }
    const room = panel.title === null ? place : { ...place, y: place.y + titleRoom, height: place.height - titleRoom - 8 }
    const { domain } = axes.get(panel.indicator.name) ?? { domain: [0, 1] as const }
    return markup`<g class="panel">
${panel.title === null ? null : titled(titleOf(panel), place)}${overYears ? linePanel(panel, room, { domain, years, lanes, alone: panels.length === 1, direct, words }) : barPanel(panel, room, domain, words)}</g>
`
  })
  const description = [`${overYears ? words.line : words.bar}, ${panels.reduce((count, { series }) => count + series.length, 0)} ${words.series}. ${subtitle}.`, ...breaks.map(({ full }) => full), ...texts.map(({ text }) => text).filter((text) => !breaks.some(({ short }) => short === text))].join(' ')
  const whole = markup`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="chart-title chart-description" lang="${document.language}" xml:lang="${document.language}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif" data-subject="${document.subject}" data-release="${document.release}" data-rows="${table.rowCount}">
<title id="chart-title">${title}</title>
<desc id="chart-description">${description}</desc>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${head.drawn}${names.drawn}${body}${below.drawn}</svg>
`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${whole.html.replaceAll(unwritable, '')}`
}
