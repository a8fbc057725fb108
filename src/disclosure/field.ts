/** Numbers modulo a prime below 2^26, so that a product of two is exact in a double. */
export const prime = 67_108_859
const reciprocal = 1 / prime

export const times = (a: number, b: number): number => {
  const product = a * b
  const rest = product - Math.floor(product * reciprocal) * prime
  return rest < 0 ? rest + prime : rest >= prime ? rest - prime : rest
}

export const plus = (a: number, b: number): number => (a + b >= prime ? a + b - prime : a + b)
export const minus = (a: number, b: number): number => (a >= b ? a - b : a - b + prime)

export const inverse = (a: number): number => {
  let [power, base, left] = [1, a, prime - 2]
  for (; left > 0; left >>>= 1) {
    if (left & 1) power = times(power, base)
    base = times(base, base)
  }
  return power
}

/** The same row of numbers for the same seed (xorshift); none is 0. */
export const numbersFrom = (seed: number): (() => number) => {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return ((state >>> 0) % (prime - 1)) + 1
  }
}
