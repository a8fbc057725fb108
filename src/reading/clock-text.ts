import { numberText } from './number-text.ts'

/** Seconds as `07:05:00`, `26:00:00.25`. Longer than a day is more than 24 hours. */
export const clockText = (value: number): string => {
  if (!Number.isFinite(value)) return numberText(value)
  // Rounded before it is divided, so that a hair less than an hour is an hour.
  const rounded = Number(Math.abs(value).toFixed(9))
  const seconds = Math.floor(rounded)
  const two = (part: number) => numberText(part).padStart(2, '0')
  const [, fraction = ''] = numberText(Number((rounded - seconds).toFixed(9))).split('.')
  const whole = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return `${value < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
