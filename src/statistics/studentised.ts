/** Of a point of a straight line fitted by least squares. */
export type Influence = {
  /**
   * Externally studentised residual: how many standard errors the point lies off the line that the others make; null where that is not
   * known.
   */
  readonly residual: number | null
  /** Hat value (leverage), 0..1. */
  readonly leverage: number
  /** What the line with all points says. */
  readonly fitted: number
}

/** Influence of each point of y on x. Empty where there are fewer than four points or all x are equal. */
export const influences = (x: readonly number[], y: readonly number[]): Influence[] => {
  const n = x.length
  const meanX = mean(x)
  const meanY = mean(y)
  const squares = sum(x.map((value) => (value - meanX) ** 2))
  if (n < 4 || !(squares > 0)) return []
  const slope = sum(x.map((value, at) => (value - meanX) * ((y[at] ?? NaN) - meanY))) / squares
  const fitted = x.map((value) => meanY + slope * (value - meanX))
  const errors = y.map((value, at) => value - (fitted[at] ?? NaN))
  const residual = sum(errors.map((error) => error ** 2))
  return x.map((value, at) => {
    const leverage = 1 / n + (value - meanX) ** 2 / squares
    const error = errors[at] ?? NaN
    const variance = (residual - error ** 2 / (1 - leverage)) / (n - 3) // of the others, without this one
    const student = error / Math.sqrt(variance * (1 - leverage))
    return { residual: variance > 0 && Number.isFinite(student) ? student : null, leverage, fitted: fitted[at] ?? NaN }
  })
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
const mean = (values: readonly number[]): number => sum(values) / values.length
