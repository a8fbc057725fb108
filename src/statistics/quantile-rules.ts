/** Values with their weights, in any order. */
export type Weighted = { readonly values: readonly number[]; readonly weights: readonly number[] }
/** A quantile of weighted values: p between 0 and 1. */
export type QuantileRule = (of: Weighted, p: number) => number

type Sorted = { readonly x: readonly number[]; readonly w: readonly number[]; readonly cumulated: readonly number[] }

const sorted = ({ values, weights }: Weighted): Sorted => {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const w = order.map((index) => weights[index] ?? 0)
  let sum = 0
  return { x: order.map((index) => values[index] ?? 0), w, cumulated: w.map((one) => (sum += one)) }
}

const last = (numbers: readonly number[]): number => numbers.at(-1) ?? NaN
const tolerance = 1e-12 // shares are sums of weights

/** The value whose share of the weights reaches p, or the mean of it and the next where it is reached exactly. */
const step = (halfway: boolean): QuantileRule => (of, p) => {
  const { x, cumulated } = sorted(of)
  const all = last(cumulated)
  const index = cumulated.findIndex((sum) => sum / all >= p - tolerance)
  const value = x.at(index) ?? NaN
  return halfway && Math.abs((cumulated.at(index) ?? NaN) / all - p) <= tolerance ? (value + (x[index + 1] ?? value)) / 2 : value
}

/** Each value at a plotting position; p in between lies on the line. */
const between = (positions: (of: Sorted) => readonly number[]): QuantileRule => (of, p) => {
  const parts = sorted(of)
  const at = positions(parts)
  const above = at.findIndex((position) => position > p)
  if (above === 0) return parts.x[0] ?? NaN
  if (above < 0) return last(parts.x)
  const [low, high] = [parts.x[above - 1] ?? NaN, parts.x[above] ?? NaN]
  const [from, to] = [at[above - 1] ?? NaN, at[above] ?? NaN]
  return low + ((high - low) * (p - from)) / (to - from)
}

const before = ({ cumulated }: Sorted, index: number): number => cumulated[index - 1] ?? 0

/** Hyndman and Fan (1996) for weighted data, as in R's survey package. kartlag publishes hf1. */
export const quantileRules = {
  hf1: step(false),
  hf2: step(true),
  hf6: between(({ cumulated, w }) => cumulated.map((sum) => sum / (last(cumulated) + last(w)))),
  hf7: between((of) => of.cumulated.map((_, index) => before(of, index) / (of.cumulated.at(-2) ?? NaN))),
  hf8: between((of) => of.cumulated.map((sum, index) => (before(of, index) / 3 + (sum * 2) / 3) / (last(of.cumulated) + last(of.w) / 3))),
} satisfies Readonly<Record<string, QuantileRule>>
