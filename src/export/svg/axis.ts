import { scaleLinear } from 'd3-scale'
import type { Domain } from './lines.ts'
import type { Plotted } from './reading.ts'

/** `cuts`: some interval goes on beyond the end. */
export type Axis = { readonly domain: Domain; readonly cuts: boolean }

/**
 * An axis over values and their intervals. It begins at zero, unless it may do without (`free`) and the values lie close together far from it. An interval that
 * is more than twice as far from the values as they lie apart would make them all look alike: it is cut.
 */
export const axisOf = (series: readonly Plotted[], free: boolean): Axis => {
  const observations = series.flatMap((one) => one.observations).filter(({ value }) => value !== null)
  if (observations.length === 0) return { domain: [0, 1], cuts: false }
  const values = observations.map(({ value }) => value ?? 0)
  const limits = observations.flatMap(({ lower, upper }) => [lower, upper].filter((limit) => limit !== null))
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const room = 2 * Math.max(high - low, Math.abs(high), Math.abs(low))
  const [least, most] = [Math.max(Math.min(low, ...limits), low - room), Math.min(Math.max(high, ...limits), high + room)]
  const isFar = free && most - least < 0.35 * Math.max(Math.abs(least), Math.abs(most)) && least * most > 0
  const [from, to] = isFar ? [least, most] : [Math.min(0, least), Math.max(0, most)]
  const [start = 0, end = 1] = scaleLinear([from, to === from ? from + 1 : to], [0, 1]).nice(5).domain()
  return { domain: [start, end], cuts: limits.some((limit) => limit < start || limit > end) }
}
