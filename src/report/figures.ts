/** How a language writes numbers. */
export type Figures = {
  /** A whole number. */
  readonly count: (value: number) => string
  /** Three digits that count, or all of a whole number. */
  readonly amount: (value: number) => string
  /** Six digits that count. */
  readonly exact: (value: number) => string
  /** 0.123 -> 12 %; `–` where there is nothing to divide by. */
  readonly percent: (part: number, whole: number) => string
  /** 0.02 -> +2,0 %. */
  readonly change: (share: number) => string
  readonly day: (day: Date) => string
}

export const figuresIn = (language: string): Figures => {
  const place = language === 'nb' ? 'nb-NO' : 'en-GB'
  const whole = new Intl.NumberFormat(place, { maximumFractionDigits: 0 })
  const some = new Intl.NumberFormat(place, { maximumSignificantDigits: 3 })
  const moved = new Intl.NumberFormat(place, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  const six = new Intl.NumberFormat(place, { maximumSignificantDigits: 6 })
  const share = new Intl.NumberFormat(place, { style: 'percent', maximumFractionDigits: 0 })
  return {
    count: (value) => whole.format(value),
    amount: (value) => (Math.abs(value) >= 100 ? whole.format(value) : some.format(value)),
    exact: (value) => six.format(value),
    percent: (part, all) => (all === 0 ? '–' : share.format(part / all)),
    change: (move) => moved.format(move),
    day: (day) => new Intl.DateTimeFormat(place, { dateStyle: 'long', timeZone: 'UTC' }).format(day),
  }
}
