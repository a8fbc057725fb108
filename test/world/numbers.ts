/** Numbers from 0 to 1, the same for the same seed: mulberry32. */
export const numbers = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  const once = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  const twice = (once + Math.imul(once ^ (once >>> 7), 61 | once)) ^ once
  return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32
}
