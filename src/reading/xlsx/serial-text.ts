import { clockText } from '../clock-text.ts'
import { numberText } from '../number-text.ts'

const day = 86_400_000
// 1970-01-01 as the number of a day.
const since1900 = 25_569
const since1904 = 24_107
// 10000-01-01, from 1970.
const end = 2_932_897

/** The number of a day as text: `2024-03-31`, `2024-03-31T12:30:00`, or `12:30:00` for a part of a day. A number that is no day stays a number. */
export const dayText = (serial: number, from1904: boolean): string => {
  const time = Math.round((serial % 1) * day)
  if (serial > 0 && serial < 1) return clockText(time / 1000)
  const number = Math.floor(serial) + (time === day ? 1 : 0)
  const days = number - (from1904 ? since1904 : since1900) + (!from1904 && number < 60 ? 1 : 0)
  // Day 0 of 1900 is no day, and day 60 is 29 February 1900, which never was: as in Lotus 1-2-3, days before it are counted as if it had been.
  if (serial < 0 || days >= end || (!from1904 && (number === 0 || number === 60))) return numberText(serial)
  const date = new Date(days * day).toISOString().slice(0, 10)
  return time % day === 0 ? date : `${date}T${clockText(time / 1000)}`
}

/** A number of days as hours, minutes and seconds that passed: `36:00:00`. */
export const elapsedText = (days: number): string => clockText(Math.round(days * day) / 1000)
