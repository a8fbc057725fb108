import { html as markup, type Html } from '../../html.ts'
import { statuses } from '../../series/point.ts'
import { widthOf } from './lettering.ts'
import { absentMark, colourOf, faint, ink, round, valueMark, whisker } from './marks.ts'
import type { Panel } from './panels.ts'
import type { Words } from './words.ts'

/** A sign, drawn around a middle, and what it means. */
export type Entry = { readonly sign: (x: number, y: number) => Html; readonly text: string }

const size = 11

/** The colours of series, where they do not have their names beside them. */
export const colours = (labels: readonly string[]): readonly Entry[] =>
  labels.map((text, number) => ({ text, sign: (x, y) => markup`<path d="M${x - 7},${y}h14" stroke="${colourOf(number)}" stroke-width="3"/>` }))

/** Every sign that the panels use, and none that they do not. */
export const signs = (panels: readonly Panel[], overYears: boolean, words: Words): readonly Entry[] => {
  const series = panels.flatMap((panel) => panel.series)
  const shown = series.flatMap(({ observations }) => (overYears ? observations : observations.slice(-1)))
  const has = (status: string, known: boolean) => shown.some((one) => one.status === status && (one.value !== null) === known)
  const hasInterval = shown.some(({ value, lower, upper }) => value !== null && lower !== null && upper !== null && lower < upper)
  const interval = (x: number, y: number) =>
    overYears ? markup`<rect x="${x - 7}" y="${y - 5}" width="8" height="10" fill="${faint}" fill-opacity="0.3"/>${whisker(y - 5, y + 5, x + 6, faint)}` : whisker(x - 7, x + 7, y, ink, true)
  return [
    ...(hasInterval ? [{ text: words.interval, sign: interval }] : []),
    ...statuses
      .filter((status) => status !== 'BREAK' && status !== 'NORMAL' && has(status, true))
      .map((status): Entry => ({ text: words.statuses[status], sign: (x, y) => valueMark(status, x, y, faint) })),
    ...statuses
      .filter((status) => has(status, false))
      .map((status): Entry => ({ text: words.statuses[status] || words.statuses.MISSING, sign: (x, y) => absentMark(status, x, y, faint) })),
    ...(overYears && series.some(({ breaks }) => breaks.length > 0)
      ? [{ text: words.breakMark, sign: (x: number, y: number) => markup`<path d="M${x},${y - 7}v14" stroke="${ink}" stroke-width="1.2" stroke-dasharray="4 3"/>` }]
      : []),
  ]
}

/** Entries in lines as wide as there is room; `height` 0 where there are none. */
export const legend = (entries: readonly Entry[], left: number, top: number, width: number): { readonly drawn: Html; readonly height: number } => {
  let [x, y] = [left, top + 9]
  const drawn = entries.map(({ sign, text }) => {
    const needed = 24 + widthOf(text, size) + 16
    if (x > left && x + needed > left + width) [x, y] = [left, y + 17]
    const entry = markup`${sign(round(x + 8), round(y))}<text x="${round(x + 22)}" y="${round(y + 4)}" font-size="${size}" fill="${ink}">${text}</text>
`
    x += needed
    return entry
  })
  return { drawn: markup`${drawn}`, height: entries.length === 0 ? 0 : y - top + 9 }
}
