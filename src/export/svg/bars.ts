import { scaleBand, scaleLinear } from 'd3-scale'
import { html as markup, type Html } from '../../html.ts'
import { cut, widthOf } from './lettering.ts'
import type { Box, Domain } from './lines.ts'
import { absentMark, colourOf, faint, grid, ink, round, valueMark, whisker } from './marks.ts'
import { numbersOf } from './numbers.ts'
import { observed } from './observation.ts'
import type { Panel } from './panels.ts'
import type { Words } from './words.ts'

const size = 11

/** What a bar takes, with the room around it. */
export const barHeight = 20

/** A bar per series from zero, with the interval as whiskers and the value in digits; where there is none, a mark and the reason in words. */
export const barPanel = ({ series, indicator }: Panel, place: Box, domain: Domain, words: Words): Html => {
  const numbers = numbersOf(indicator.unit, words)
  const observations = series.flatMap((one) => one.observations.slice(-1).map((observation) => ({ one, observation })))
  const left = Math.min(place.width * 0.4, 12 + Math.max(0, ...series.map(({ label }) => widthOf(label, size))))
  const right = 12 + Math.max(30, ...observations.map(({ observation: { value } }) => (value === null ? 0 : widthOf(numbers.value(value), size))))
  const plot = { x: place.x + left, y: place.y, width: place.width - left - right, height: place.height - 20 }
  const x = scaleLinear(domain, [plot.x, plot.x + plot.width]).clamp(true)
  const y = scaleBand(series.map((_, index) => index), [plot.y, plot.y + plot.height]).padding(0.28)
  const ticks = x.ticks(Math.max(2, Math.floor(plot.width / 70)))
  const tick = numbers.tick(Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0)) || 1)
  const lines = ticks.map((one) => markup`<path d="M${round(x(one))},${round(plot.y)}v${round(plot.height)}" stroke="${one === 0 ? faint : grid}" stroke-width="1"/>
<text x="${round(x(one))}" y="${round(plot.y + plot.height + 14)}" text-anchor="middle">${tick(one)}</text>
`)
  const thickness = Math.min(26, y.bandwidth())
  const bars = observations.map(({ one, observation }, index) => {
    const { value, lower, upper, status } = observation
    const middle = (y(index) ?? 0) + y.bandwidth() / 2
    const colour = colourOf(one.colour)
    const name = markup`<text x="${round(plot.x - 8)}" y="${round(middle + 4)}" text-anchor="end" font-size="${size}" fill="${ink}">${cut(one.label, size, left - 12)}</text>`
    if (value === null) {
      const reason = markup`<text x="${round(x(0) + 18)}" y="${round(middle + 4)}" font-size="${size}" fill="${faint}">${cut(words.absent[status] ?? words.statuses[status], size, place.x + place.width - x(0) - 18)}</text>`
      return markup`${name}${observed(one, observation, numbers, words, [absentMark(status, x(0) + 9, middle, faint), reason])}`
    }
    const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))]
    const reach = Math.max(to, upper === null ? to : x(upper))
    const mark = [
      markup`<rect x="${round(from)}" y="${round(middle - thickness / 2)}" width="${round(to - from)}" height="${round(thickness)}" fill="${colour}" fill-opacity="0.75"/>`,
      ...(lower === null || upper === null || x(upper) - x(lower) < 2 ? [] : [whisker(x(lower), x(upper), middle, ink, true)]),
      ...(status === 'NORMAL' || status === 'BREAK' ? [] : [valueMark(status, x(value), middle, ink)]),
      markup`<text x="${round(reach + 8)}" y="${round(middle + 4)}" font-size="${size}" fill="${ink}">${numbers.value(value)}</text>`,
    ]
    return markup`${name}${observed(one, observation, numbers, words, mark)}`
  })
  return markup`<g font-size="${size}" fill="${faint}">
${lines}</g>
${bars}`
}
