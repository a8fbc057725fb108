import { html as markup, type Html } from '../../html.ts'
import type { ObservationStatus } from '../../series/point.ts'

/** Okabe and Ito's colours, which the colour-blind tell apart, with grey in place of their yellow, which is too pale for lines. */
const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000', '#7f7f7f'] as const
export const colourOf = (number: number): string => palette[number % palette.length] ?? palette[0]

export const ink = '#222222'
export const faint = '#595959'
export const grid = '#e0e0e0'

/** A coordinate: hundredths of a pixel are enough. */
export const round = (value: number): number => Math.round(value * 100) / 100

const outline = (path: string, colour: string, fill: string): Html => markup`<path d="${path}" fill="${fill}" stroke="${colour}" stroke-width="1.6"/>`

/** The mark of a value, filled or hollow by its status. */
export const valueMark = (status: ObservationStatus, x: number, y: number, colour: string, radius = 3.2): Html => {
  const [cx, cy, r] = [round(x), round(y), radius]
  switch (status) {
    case 'ESTIMATED':
      return markup`<circle cx="${cx}" cy="${cy}" r="${r}" fill="#ffffff" stroke="${colour}" stroke-width="1.6"/>`
    case 'IMPUTED':
      return outline(`M${cx - r},${cy - r}h${2 * r}v${2 * r}h${-2 * r}z`, colour, '#ffffff')
    case 'LOW_RELIABILITY':
      return outline(`M${cx},${round(cy - r - 1)}L${round(cx + r + 1)},${cy}L${cx},${round(cy + r + 1)}L${round(cx - r - 1)},${cy}z`, colour, '#ffffff')
    case 'PROVISIONAL':
      return outline(`M${cx},${round(cy - r - 1)}L${round(cx + r + 1)},${round(cy + r)}H${round(cx - r - 1)}z`, colour, '#ffffff')
    default:
      return markup`<circle cx="${cx}" cy="${cy}" r="${r}" fill="${colour}"/>`
  }
}

/** The mark of a number that is not there: why, by its shape. None of them lies at a height that could be read as a value. */
export const absentMark = (status: ObservationStatus, x: number, y: number, colour: string): Html => {
  const [cx, cy] = [round(x), round(y)]
  switch (status) {
    case 'SUPPRESSED':
      return markup`<rect x="${round(cx - 3.5)}" y="${round(cy - 3.5)}" width="7" height="7" fill="${colour}"/>`
    case 'NOT_ASKED':
      return outline(`M${round(cx - 4)},${cy}h8`, colour, 'none')
    case 'MISSING':
      return outline(`M${round(cx - 3)},${round(cy - 3)}l6,6m0,-6l-6,6`, colour, 'none')
    case 'BREAK':
      return outline(`M${round(cx - 2)},${round(cy - 4)}v8m4,-8v8`, colour, 'none')
    case 'LOW_RELIABILITY':
    case 'PROVISIONAL':
      return valueMark(status, cx, cy, colour)
    default:
      return absentMark('MISSING', cx, cy, colour)
  }
}

/** From the lower to the upper limit, with caps; `lies`: along x. */
export const whisker = (from: number, to: number, across: number, colour: string, lies = false): Html => {
  const [a, b, c] = [round(from), round(to), round(across)]
  const path = lies ? `M${a},${round(c - 3)}v6m0,-3H${b}m0,-3v6` : `M${round(c - 3)},${a}h6m-3,0V${b}m-3,0h6`
  return markup`<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.2"/>`
}
