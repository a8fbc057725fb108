import type { Language } from './check.ts'

/** A number for people, in at most four significant digits: `1234`, `0.125` (nb: `0,125`). */
export const numeral = (value: number, language: Language): string => {
  const short = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4))
  return language === 'nb' ? String(short).replace('.', ',') : String(short)
}

/** `45 %` */
export const percent = (share: number): string => `${Math.round(100 * share)} %`
