import type { Survey } from '../model/model.ts'
import type { Recipes, Style } from './recipe.ts'

export type FullStyle = {
  readonly delimiter: string
  readonly decimal: string
  readonly encoding: 'utf8' | 'utf8bom' | 'latin1'
  readonly yes: string
  readonly no: string
  readonly ticked: string
  readonly unticked: string
  /** How an unanswered question is written, where the survey knows the word. */
  readonly missing: string | null
}

const plain: FullStyle = { delimiter: ',', decimal: '.', encoding: 'utf8', yes: '1', no: '0', ticked: '1', unticked: '0', missing: null }

/** How the file of a wave is written: every style that fits the survey (or its instrument) and the year, later ones last. */
export function styleOf(recipes: Recipes, survey: Survey, year: number): FullStyle {
  const fitting = recipes.styles.filter(
    (style) =>
      (style.survey === undefined || style.survey === survey.id || style.survey === survey.instrument) &&
      (style.years === undefined || style.years.includes(year)),
  )
  const style = Object.assign({}, ...fitting) as Style
  return {
    delimiter: style.delimiter ?? plain.delimiter,
    decimal: style.decimal ?? plain.decimal,
    encoding: style.encoding ?? plain.encoding,
    yes: style.yes ?? plain.yes,
    no: style.no ?? plain.no,
    ticked: style.ticked ?? plain.ticked,
    unticked: style.unticked ?? plain.unticked,
    missing: style.missing ?? plain.missing,
  }
}

/** A row of a CSV file; cells that hold a quote, the delimiter or a line break are quoted. */
export function csvLine(cells: readonly string[], delimiter: string): string {
  const risky = (cell: string) => cell.includes(delimiter) || /["\r\n]/.test(cell)
  return cells.map((cell) => (risky(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)
}

/** The bytes of a file: UTF-8, with or without byte order mark, or Latin-1. */
export function encode(text: string, encoding: FullStyle['encoding']): Buffer {
  if (encoding === 'latin1') return Buffer.from(text, 'latin1')
  return Buffer.from((encoding === 'utf8bom' ? '\uFEFF' : '') + text, 'utf8')
}
