import { scaleLinear, type ScaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { html as markup, type Html } from '../../html.ts'
import { cut, widthOf } from './lettering.ts'
import { absentMark, colourOf, faint, grid, ink, round, valueMark, whisker } from './marks.ts'
import { numbersOf } from './numbers.ts'
import { observed } from './observation.ts'
import type { Labelled, Panel } from './panels.ts'
import type { Observation } from './reading.ts'
import type { Words } from './words.ts'

/** A place on the sheet, in pixels. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
/** Values from the bottom to the top of an axis. */
export type Domain = readonly [number, number]
type Scale = ScaleLinear<number, number>

const lane = 12
const tickSize = 11
const labelSize = 12

/** Years that may be joined by a line: each follows the one before, both have a value, and no break lies between. */
export const runsOf = ({ observations, breaks }: Labelled): readonly (readonly Observation[])[] => {
  const broken = new Set(breaks.map(({ year }) => year))
  const runs: Observation[][] = []
  let before: Observation | null = null
  for (const one of observations) {
    if (one.value !== null) {
      const follows = before !== null && before.value !== null && before.year === one.year - 1 && !broken.has(one.year)
      if (follows) runs.at(-1)?.push(one)
      else runs.push([one])
    }
    before = one
  }
  return runs
}

const curveOf = (series: Labelled, x: Scale, y: Scale, opacity: number): readonly Html[] => {
  const colour = colourOf(series.colour)
  return runsOf(series).flatMap((run) => {
    const drawn = line<Observation>((one) => x(one.year), (one) => y(one.value ?? 0)).digits(2)(run)
    const known = run.filter(({ lower, upper }) => lower !== null && upper !== null)
    const isBand = run.length > 1 && known.length === run.length
    const band = area<Observation>((one) => x(one.year), (one) => y(one.lower ?? 0), (one) => y(one.upper ?? 0)).digits(2)(run)
    return [
      isBand ? markup`<path class="interval" d="${band}" fill="${colour}" fill-opacity="${opacity}" stroke="none"/>` : known.filter(({ lower, upper }) => y(lower ?? 0) - y(upper ?? 0) > 8).map((one) => whisker(y(one.lower ?? 0), y(one.upper ?? 0), x(one.year), colour)),
      run.length > 1 && markup`<path class="line" d="${drawn}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"/>`,
    ].flat().filter((part) => part !== false)
  })
}

/** Heights of labels beside the ends of their lines, as near as they can be without covering one another. */
const spread = (heights: readonly number[], gap: number, top: number, bottom: number): readonly number[] => {
  const order = heights.map((_, index) => index).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0))
  const placed = [...heights]
  let last = top - gap
  for (const index of order) last = placed[index] = Math.max(heights[index] ?? 0, last + gap)
  let next = bottom + gap
  for (const index of order.reverse()) next = placed[index] = Math.min(placed[index] ?? 0, next - gap)
  return placed
}

const endsOf = (series: readonly Labelled[], plot: Box, laneOf: (one: Labelled) => number, x: Scale, y: Scale): Html => {
  const points = series.map((one) => {
    const last = one.observations.findLast(({ value }) => value !== null)
    const end = one.observations.at(-1)?.year ?? 0
    return last ? { x: x(last.year), y: y(last.value ?? 0), isLast: last.year === end } : { x: x(end), y: laneOf(one), isLast: true }
  })
  const right = plot.x + plot.width
  const heights = spread(points.map((point) => point.y), labelSize + 3, plot.y + 6, Math.max(plot.y + plot.height, ...points.map((point) => point.y)))
  const labels = series.map((one, index) => {
    const [from, height, colour] = [points[index] ?? { x: 0, y: 0, isLast: true }, heights[index] ?? 0, colourOf(one.colour)]
    // Dots over years without values, so that it is not taken for the line going on.
    const dots = from.isLast ? null : markup` stroke-dasharray="1 5" stroke-linecap="round"`
    return markup`<path class="pointer" d="M${round(from.x + 5)},${round(from.y)}L${round(right + 4)},${round(height)}" fill="none" stroke="${from.isLast ? colour : faint}" stroke-width="1" stroke-opacity="0.6"${dots}/><path d="M${round(right + 4)},${round(height)}h8" stroke="${colour}" stroke-width="2"/>
<text x="${round(right + 16)}" y="${round(height + 4)}" font-size="${labelSize}" fill="${ink}">${cut(one.label, labelSize, endWidth(series) - 18)}<title>${one.label}</title></text>
`
  })
  return markup`${labels}`
}

const endWidth = (series: readonly Labelled[]): number => Math.min(190, 24 + Math.max(...series.map(({ label }) => widthOf(label, labelSize))))

const yearTicks = (years: readonly number[], width: number): readonly number[] => {
  const room = Math.max(1, Math.floor(width / 38))
  if (years.length <= room) return years
  const [first = 0, last = 0] = [years[0], years.at(-1)]
  const step = [2, 3, 4, 5, 10, 20, 25, 50, 100].find((one) => (last - first) / one + 1 <= room) ?? 100
  return years.filter((year) => (last - year) % step === 0)
}

const broken = ({ series }: Panel, years: readonly number[]): readonly { year: number; before: number }[] => {
  const found = new Set(series.flatMap(({ breaks }) => breaks.map(({ year }) => year)))
  return [...found].sort((a, b) => a - b).flatMap((year) => {
    const before = years.findLast((one) => one < year)
    return before === undefined ? [] : [{ year, before }]
  })
}

const absences = ({ observations }: Labelled): string => observations.flatMap(({ year, value, status }) => (value === null ? [`${year} ${status}`] : [])).join()

/** Series that lack numbers, in lanes: one each, or all in one where all lack the same. */
const lanesIn = ({ series }: Panel): readonly (readonly Labelled[])[] => {
  const lacking = series.filter((one) => absences(one) !== '')
  const isSame = lacking.length > 1 && lacking.length === series.length && new Set(lacking.map(absences)).size === 1
  return isSame ? [lacking] : lacking.map((one) => [one])
}
export const laneCount = (panel: Panel): number => lanesIn(panel).length

/** What a panel shares with the others. `lanes`: how many there is room for below; `alone`: no other; `direct`: names at the ends of lines. */
export type Shared = { readonly domain: Domain; readonly years: readonly number[]; readonly lanes: number; readonly alone: boolean; readonly direct: boolean; readonly words: Words }

/** Lines over years with bands of intervals; below them lanes for series that lack numbers, which say why. */
export const linePanel = (panel: Panel, place: Box, { domain, years, lanes, alone, direct, words }: Shared): Html => {
  const { series, indicator } = panel
  const numbers = numbersOf(indicator.unit, words)
  const lacking = lanesIn(panel)
  const below = lanes === 0 ? 0 : lanes * lane + 4
  const ticks = scaleLinear(domain, [place.height, 0]).ticks(Math.max(2, Math.min(6, Math.floor(place.height / 36))))
  const tick = numbers.tick(Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0)) || 1)
  const left = 10 + Math.max(0, ...ticks.map((one) => widthOf(tick(one), tickSize)))
  const plot = {
    x: place.x + left,
    y: place.y + 14,
    width: place.width - left - (direct ? endWidth(series) : 8),
    height: place.height - 14 - 20 - below,
  }
  const [first = 0, last = 0] = [years[0], years.at(-1)]
  const x = scaleLinear([first, last], [plot.x + 10, plot.x + plot.width - 10])
  const y = scaleLinear(domain, [plot.y + plot.height, plot.y]).clamp(true)
  const laneOf = (one: Labelled) => plot.y + plot.height + 8 + Math.max(0, lacking.findIndex((some) => some.includes(one))) * lane
  const laneColour = (one: Labelled) => ((lacking[0]?.length ?? 0) > 1 ? faint : colourOf(one.colour))
  const bottom = plot.y + plot.height + below
  const radius = (x(first + 1) - x(first) || 20) < 14 ? 2 : 3.2
  const lines = ticks.map((one) => markup`<path d="M${round(plot.x)},${round(y(one))}h${round(plot.width)}" stroke="${one === 0 ? faint : grid}" stroke-width="1"/>
<text x="${round(plot.x - 6)}" y="${round(y(one) + 4)}" text-anchor="end">${tick(one)}</text>
`)
  const labels = yearTicks(years, plot.width).map((year) => markup`<path d="M${round(x(year))},${round(bottom)}v4" stroke="${faint}"/><text x="${round(x(year))}" y="${round(bottom + 16)}" text-anchor="middle">${year}</text>
`)
  let end = -Infinity
  const breaks = broken(panel, years).map(({ year, before }) => {
    const at = round((x(before) + x(year)) / 2)
    const text = words.breakShort(String(year))
    const fits = alone && at > end
    if (fits) end = at + widthOf(text, 10) + 6
    return markup`<path class="break" data-year="${year}" d="M${at},${round(plot.y - 8)}V${round(bottom)}" stroke="${ink}" stroke-width="1.2" stroke-dasharray="4 3"/>${fits ? markup`<text x="${at + 4}" y="${round(plot.y - 2)}" font-size="10" fill="${ink}">${text}</text>` : null}
`
  })
  const marks = series.map((one) =>
    one.observations.map((observation) => {
      const { value, year, status } = observation
      const mark = value === null ? absentMark(status, x(year), laneOf(one), laneColour(one)) : valueMark(status, x(year), y(value), colourOf(one.colour), radius)
      return observed(one, observation, numbers, words, [mark])
    }),
  )
  return markup`<g font-size="${tickSize}" fill="${faint}">
${lines}${labels}</g>
<rect x="${round(plot.x)}" y="${round(bottom - below)}" width="${round(plot.width)}" height="${below}" fill="#f3f3f3"/>
<path d="M${round(plot.x)},${round(bottom)}h${round(plot.width)}" stroke="${faint}"/>
${breaks}${series.map((one) => curveOf(one, x, y, series.length > 4 ? 0.1 : 0.18))}${marks}${direct ? endsOf(series, plot, laneOf, x, y) : null}`
}
