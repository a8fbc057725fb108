/** Values, ascending, and the share of the weights at or below each. */
export type Distribution = { readonly values: readonly number[]; readonly shares: readonly number[] }

const tolerance = 1e-12 // shares are sums of weights: 3/12 must not be missed by a rounding

/** The smallest value whose cumulated share reaches p (Hyndman and Fan's type 1, R's "math"); the smallest or largest value outside 0..1. */
export const quantileAt = ({ values, shares }: Distribution, p: number): number => {
  const index = shares.findIndex((share) => share >= p - tolerance)
  const found = values.at(index)
  if (found === undefined) throw new Error('a distribution without values')
  return found
}
