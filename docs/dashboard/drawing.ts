import type { WaitingQuery } from './generated/graphql.ts'

export type Series = WaitingQuery['waitingLists']['series'][number]
type Point = Series['points'][number]
type Known = Point & { readonly value: number }

const [width, height, left, bottom] = [760, 360, 60, 30]
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00']

const element = (name: string, attributes: Readonly<Record<string, string | number>>, ...inside: readonly (Node | string)[]): SVGElement => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  made.append(...inside)
  return made
}

/** Points that may be joined: in years that follow one another, with values, and with no break between them. */
export const runsOf = (points: readonly Point[]): readonly (readonly Known[])[] => {
  const runs: Known[][] = []
  for (const { value, ...point } of points) {
    if (value === null || value === undefined) continue
    const last = runs.at(-1)
    if (last && last.at(-1)?.year === point.year - 1 && !point.breakBefore) last.push({ ...point, value })
    else runs.push([{ ...point, value }])
  }
  return runs
}

/** Lines with their intervals. A number that is missing leaves a gap and says why below it. */
export const chartOf = (series: readonly Series[]): SVGElement => {
  const points = series.flatMap((one) => one.points)
  const years = points.map(({ year }) => year)
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const most = Math.max(...points.map(({ value, interval }) => Math.max(value ?? 0, interval?.upper ?? 0))) || 1
  const x = (year: number) => left + ((year - first) / Math.max(1, last - first)) * (width - left - 130)
  const y = (value: number) => height - bottom - (value / most) * (height - bottom - 20)
  const isShare = series[0]?.valueUnit === 'share'
  const told = new Intl.NumberFormat(document.documentElement.lang, isShare ? { style: 'percent' } : { maximumSignificantDigits: 3 })
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((part) => [
    element('path', { d: `M${left - 8},${y(part * most)}H${width - 110}`, stroke: '#ddd' }),
    element('text', { x: left - 12, y: y(part * most) + 4, 'text-anchor': 'end' }, told.format(part * most)),
  ])
  const labels = [...new Set(years)].filter((year) => (last - year) % 2 === 0).map((year) => element('text', { x: x(year), y: height - 8, 'text-anchor': 'middle' }, String(year)))
  const breaks = [...new Set(series.flatMap((one) => one.breaks.map(({ year }) => year)))].map((year) =>
    element('path', { class: 'break', d: `M${x(year - 0.5)},10V${height - bottom}`, stroke: '#222', 'stroke-dasharray': '4 3' }),
  )
  const lines = series.flatMap((one, index) => {
    const colour = colours[index % colours.length] ?? '#000'
    const end = one.points.findLast(({ value }) => typeof value === 'number')
    return [
      ...runsOf(one.points).map((run) => element('polyline', { points: run.map(({ year, value }) => `${x(year)},${y(value)}`).join(' '), fill: 'none', stroke: colour, 'stroke-width': 2 })),
      ...one.points.map(({ year, value, status, interval }) =>
        typeof value === 'number'
          ? element(
              'g',
              { stroke: colour, fill: colour, 'data-value': value },
              element('title', {}, `${one.severity ?? ''} ${year}: ${told.format(value)}${interval ? ` (${told.format(interval.lower)}–${told.format(interval.upper)})` : ''}`),
              ...(interval ? [element('path', { d: `M${x(year)},${y(interval.lower)}V${y(interval.upper)}` })] : []),
              element('circle', { cx: x(year), cy: y(value), r: 3 }),
            )
          : element('text', { x: x(year), y: height - bottom - 4 - index * 10, fill: colour, 'text-anchor': 'middle', 'data-status': status }, '×', element('title', {}, `${one.severity ?? ''} ${year}: ${status}`)),
      ),
      ...(end && typeof end.value === 'number' ? [element('text', { x: x(end.year) + 8, y: y(end.value) + 4, fill: colour }, one.severity ?? '')] : []),
    ]
  })
  return element('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'font-size': 12 }, element('title', {}, series[0]?.indicator.label ?? ''), ...ticks, ...labels, ...breaks, ...lines)
}
