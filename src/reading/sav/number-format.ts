import { clockText } from '../clock-text.ts'
import { numberText } from '../number-text.ts'

/** How the numbers of a variable become text. */
export type NumberFormat = { readonly kind: 'number' | 'date' | 'text'; readonly textOf: (value: number) => string }

const day = 86_400
// Seconds are counted from 14 October 1582.
const epoch = Date.UTC(1582, 9, 14) / 1000
const last = Date.UTC(10_000, 0, 1) / 1000

/** What is no day of the calendar, or after the year 9999, stays the number it is. */
const dayText = (value: number): string => {
  if (!(value >= day && value + epoch < last)) return numberText(value)
  return new Date((Math.floor(value / day) * day + epoch) * 1000).toISOString().slice(0, 10)
}

// Seconds since 1582 are kept to about two millionths.
const parts = 100_000

/** `2024-03-31T13:45:00`; midnight is the day itself. */
const momentText = (value: number): string => {
  const rounded = Math.round(value * parts)
  const clock = (rounded % (day * parts)) / parts
  const text = dayText(rounded / parts)
  return clock === 0 || !text.includes('-', 1) ? text : `${text}T${clockText(clock)}`
}

const number: NumberFormat = { kind: 'number', textOf: numberText }
const date: NumberFormat = { kind: 'date', textOf: dayText }
const moment: NumberFormat = { kind: 'date', textOf: momentText }
const clock: NumberFormat = { kind: 'text', textOf: clockText }

/**
 * By the number of the format: DATE, ADATE, JDATE, MOYR, QYR, WKYR, EDATE and SDATE are days; DATETIME and YMDHMS days with a clock; TIME,
 * DTIME and MTIME durations.
 */
export const formatOf = (format: number): NumberFormat => {
  if ([20, 23, 24, 28, 29, 30, 38, 39].includes(format)) return date
  if (format === 22 || format === 41) return moment
  return format === 21 || format === 25 || format === 40 ? clock : number
}
