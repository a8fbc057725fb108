import { randomNormal } from 'd3-random' // ISC, draws by distribution from any source
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus' // MIT, small seedable generators

/** Uniform numbers in (0, 1), the same for the same seed and key on every machine. */
export function uniforms(seed: number, key: string): () => number {
  const generator = xoroshiro128plus(hash(seed, key))
  // The first outputs of this generator are nearly linear in the seed.
  for (let i = 0; i < 8; i++) generator.next()
  return () => ((generator.next() >>> 0) + 0.5) / 4294967296
}

/** `count` standard normal numbers of a seed and key. */
export function normals(seed: number, key: string, count: number): Float64Array {
  return Float64Array.from({ length: count }, randomNormal.source(uniforms(seed, key))(0, 1))
}

/** The standard normal distribution function, logistic approximation: within 0.01. */
export function rank(z: number): number {
  return 1 / (1 + Math.exp(-1.702 * z))
}

/** The inverse of `rank`: the normal score below which a share of the units lies; a share of 0 or 1 is infinite. */
export function score(share: number): number {
  return Math.log(share / (1 - share)) / 1.702
}

// FNV-1a with the finaliser of murmur3, so that keys that differ in one letter have nothing in common.
function hash(seed: number, key: string): number {
  let h = 0x811c9dc5 ^ seed
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
