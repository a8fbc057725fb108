import { userError } from '../errors.ts'
import { nearest } from '../model/nearest.ts'
import type { Reader } from './parameters.ts'

const yearWords = 'it takes 2015..2024, 2015.., ..2019 or 2019,2021'

/** `2015..2024`, `2015..`, `..2019`, `2019,2021` as the `year` of a filter; null where left out. */
export const readYear = ({ list }: Reader): { from?: number; to?: number; in?: number[] } | null => {
  const words = list('year')
  if (!words) return null
  const range = words.length === 1 ? /^(\d{4})?\.\.(\d{4})?$/.exec(words[0] ?? '') : null
  if (range && (range[1] || range[2])) return { ...(range[1] && { from: Number(range[1]) }), ...(range[2] && { to: Number(range[2]) }) }
  const wrong = words.find((word) => !/^\d{4}$/.test(word))
  if (wrong !== undefined) throw userError(`year: '${wrong}' is no year; ${yearWords}`)
  return { in: words.map(Number) }
}

const transforms: Readonly<Record<string, 'growth' | 'change' | 'rolling' | 'indexTo'>> = {
  growth: 'growth',
  change: 'change',
  rolling: 'rolling',
  index_to: 'indexTo',
  indexTo: 'indexTo',
}

/** `growth:1` and its like as the `transform` of a table; null where left out. */
export const readTransformParameter = ({ given }: Reader): { growth?: number; change?: number; rolling?: number; indexTo?: number } | null => {
  const text = given('transform')
  if (text === null) return null
  const [, name = '', years = ''] = /^(\w+):(\d{1,4})$/.exec(text) ?? []
  const kind = Object.hasOwn(transforms, name) ? transforms[name] : undefined
  if (!kind) {
    const near = nearest(name, ['growth', 'change', 'rolling', 'index_to'])
    throw userError(`transform is '${text}'; ${near === null || name === '' ? '' : `nearest: ${near}; `}it takes one of growth:YEARS, change:YEARS, rolling:YEARS, index_to:YEAR`)
  }
  return { [kind]: Number(years) }
}

const bound = (text: string | undefined, whole: string): number | null => {
  if (text === undefined || text.trim() === '') return null
  const value = Number(text)
  if (!Number.isFinite(value)) throw userError(`having: '${text}' in '${whole}' is no number; it takes column:min:max, either bound may be empty`)
  return value
}

export const readHaving = ({ list }: Reader): { column: string; min: number | null; max: number | null }[] =>
  (list('having') ?? []).map((text) => {
    const [column = '', min, max, ...more] = text.split(':')
    if (column === '' || min === undefined || more.length > 0)
      throw userError(`having is '${text}'; it takes column:min:max, either bound may be empty, such as posts:10: for 10 or more`)
    return { column, min: bound(min, text), max: bound(max, text) }
  })

export const readOrder = ({ list }: Reader): { column: string; descending: boolean }[] =>
  (list('order_by') ?? []).map((text) => ({ column: text.replace(/^[-+]/, ''), descending: text.startsWith('-') }))

/**
 * The members that a text with commas names. Members found in files may have commas of their own: of the ways to divide the text,
 * the one whose first member is the longest that there is. A word that is none is kept as it is, for the selection to refuse.
 */
export const readMembers = (values: readonly string[], known: readonly string[]): readonly string[] =>
  values.flatMap((value) => {
    const words = value.split(',')
    const members: string[] = []
    for (let start = 0; start < words.length; ) {
      const lengths = Array.from({ length: words.length - start }, (_, index) => words.length - start - index)
      const length = lengths.find((count) => known.includes(words.slice(start, start + count).join(',').trim())) ?? 1
      members.push(words.slice(start, start + length).join(',').trim())
      start += length
    }
    return members
  })
