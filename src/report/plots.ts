import { html, type Html } from '../html.ts'
import type { Figures } from './figures.ts'
import type { Bin } from './bins.ts'
import type { Pair } from './pair.ts'

/** A share as a bar of 0 to 1; the year before is a mark on it. Null: no such share. */
export const shareBar = (title: string, { now, before }: Pair<number | null>): Html => {
  const at = (share: number) => (share * 200).toFixed(1)
  return html`<svg class="bar" viewBox="0 0 200 14" preserveAspectRatio="none" role="img"><title>${title}</title>
<rect class="track" x="0" y="2" width="200" height="10" rx="2"/>
${now !== null && html`<rect class="now" x="0" y="2" width="${at(now)}" height="10" rx="2"/>`}
${before !== null && html`<rect class="mark" x="${(before * 200 - 1.5).toFixed(1)}" y="0" width="3" height="14"/>`}
</svg>`
}

const [wide, high, foot] = [280, 64, 16]

/** Answers in bins as shares of all: this year as bars, the year before as a line in steps. */
export const histogram = (
  title: string,
  bins: readonly { readonly bin: Bin; readonly count: Pair<number> }[],
  { amount }: Figures,
): Html | null => {
  const sum = (of: (count: Pair<number>) => number) => bins.reduce((all, { count }) => all + of(count), 0)
  const all = { now: sum(({ now }) => now), before: sum(({ before }) => before ?? 0) }
  if (bins.length === 0 || all.now + all.before === 0) return null
  const shares = bins.map(({ count }) => ({
    now: all.now === 0 ? 0 : count.now / all.now,
    before: all.before === 0 ? 0 : (count.before ?? 0) / all.before,
  }))
  const top = Math.max(...shares.flatMap(({ now, before }) => [now, before]))
  const step = wide / bins.length
  const y = (share: number) => (high - (share / top) * (high - 4)).toFixed(1)
  const x = (place: number) => (place * step).toFixed(1)
  const box = (place: number, now: number) => ({
    x: (place * step + 1).toFixed(1),
    width: (step - 2).toFixed(1),
    height: (high - Number(y(now))).toFixed(1),
  })
  const bars = shares.map(({ now }, place) => bar(box(place, now), y(now)))
  const line = shares.map(({ before }, place) => `${place === 0 ? 'M' : 'L'}${x(place)} ${y(before)}H${x(place + 1)}`).join('')
  const label = (place: number) => html`<text x="${x(place)}" y="${high + foot - 4}" text-anchor="${place === 0 ? 'start' : 'middle'}">
${amount(bins[place]?.bin.from ?? 0)}</text>`
  const size = html`viewBox="-6 0 ${wide + 12} ${high + foot}" width="${wide + 12}" height="${high + foot}"`
  return html`<svg class="histogram" ${size} role="img"><title>${title}</title>
${bars}${all.before > 0 && html`<path class="line" d="${line}"/>`}<path class="axis" d="M0 ${high}H${wide}"/>
${ticks(bins.map(({ bin }) => bin)).map(label)}
</svg>`
}

type Box = { readonly x: string; readonly width: string; readonly height: string }
const bar = ({ x, width, height }: Box, y: string): Html => html`<rect class="now" x="${x}" y="${y}" width="${width}" height="${height}"/>`

/** Edges that are labelled: about four, the first and one near the end among them. */
const ticks = (bins: readonly Bin[]): number[] => {
  const every = Math.max(1, Math.ceil((bins.length - 1) / 4))
  return bins.flatMap((_, place) => (place % every === 0 ? [place] : []))
}
