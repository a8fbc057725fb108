import type { Words } from './words.ts'

/** How numbers of one measure are written. */
export type Numbers = {
  /** Of a single value: about four digits. */
  readonly value: (value: number) => string
  /** Of ticks that lie `step` apart. */
  readonly tick: (step: number) => (value: number) => string
  /** The measure in words; null where it has none. */
  readonly unit: string | null
}

const digitsOf = (step: number): number => Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))

/** Numbers of a unit as the language of the words writes them: shares and growth as percent. */
export const numbersOf = (unit: string | null, words: Words): Numbers => {
  const scale = unit === 'share' || /\(0\.01 is 1\)$/.test(unit ?? '') ? 100 : 1
  const isPoints = unit?.startsWith('percentage points') ?? false
  const written = (value: number, options: Intl.NumberFormatOptions): string => {
    const zero = value === 0 ? 0 : value
    if (scale === 1 || isPoints) return `${new Intl.NumberFormat(words.locale, options).format(zero * scale)}${isPoints ? `\u00a0${words.points}` : ''}`
    return new Intl.NumberFormat(words.locale, { ...options, style: 'percent' }).format(zero)
  }
  return {
    value: (value) => written(value, Math.abs(value * scale) >= 1000 ? { maximumFractionDigits: 0 } : scale === 1 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 1 }),
    tick: (step) => (value) => written(value, { minimumFractionDigits: digitsOf(step * scale), maximumFractionDigits: digitsOf(step * scale) }),
    unit: unit === null || unit === 'number' ? null : (words.units[unit] ?? unit),
  }
}
