import { numberText } from './number-text.ts'

/** Seconds as `07:05:00`, `26:00:00.25`. Longer than a day is more than 24 hours. */
export const clockText = (value: number): string => {
  if (!Number.isFinite(value)) return numberText(value)
  const seconds = Math.floor(Math.abs(value))
  const two = (part: number) => numberText(part).padStart(2, '0')
  // As many digits as tell the part of a second from its neighbours.
  const [, fraction = ''] = numberText(Number((Math.abs(value) - seconds).toFixed(9))).split('.')
  const whole = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return `${value < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
