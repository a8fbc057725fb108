/** Numbers from `from` up to but not `to`; the first holds all below too, the last (`to` null) all above. */
export type Bin = { readonly from: number; readonly to: number | null }

const most = 12
const round = [1, 2, 5, 10]

/**
 * Round bins for numbers of which nearly all lie from low to high, and half of those above 0 above `middle`: of equal width, or where
 * most are far below the highest, of 1, 2, 5, 10, 20 …
 */
export const binsOf = ({ low, middle, high, whole }: { low: number; middle: number; high: number; whole: boolean }): Bin[] => {
  const edges = low >= 0 && middle > 0 && high > 8 * middle ? growing(middle, high, whole) : even(low, high, whole)
  return edges.map((from, index) => ({ from, to: edges[index + 1] ?? null }))
}

const even = (low: number, high: number, whole: boolean): number[] => {
  if (high <= low) return [low]
  const rough = (high - low) / most
  const unit = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(whole ? 1 : 0, (round.find((factor) => factor * unit >= rough) ?? 10) * unit)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step))
}

const growing = (middle: number, high: number, whole: boolean): number[] => {
  const from = Math.floor(Math.log10(middle)) - 1
  const to = Math.floor(Math.log10(high))
  const edges = Array.from({ length: to - from + 1 }, (_, index) => [1, 2, 5].map((factor) => tidy(factor * 10 ** (from + index)))).flat()
  return [0, ...edges.filter((edge) => edge <= high && (!whole || edge >= 1))]
}

/** 0.30000000000000004 is 0.3. */
const tidy = (value: number): number => Number(value.toPrecision(12))
