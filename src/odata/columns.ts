import { allowed } from '../model/nearest.ts'
import type { Column } from '../series/column.ts'
import type { Order } from './page.ts'
import { wrong } from './refusal.ts'

type Named = Pick<Column, 'name'>

/** Throws a user error where no column has the name. */
export const columnNamed = <T extends Named>(name: string, columns: readonly T[], option: string): T => {
  const column = columns.find((one) => one.name === name)
  if (!column) throw wrong(option, `'${name}' is no column here; ${allowed(name, columns.map((one) => one.name))}`)
  return column
}

const words = (text: string, option: string): readonly string[] => {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.includes('')) throw wrong(option, `'${text}' has nothing where a column is expected`)
  return parts
}

/** `year,area,loans`; null for all. Columns come as they were asked for. */
export const readSelect = (text: string | undefined, columns: readonly Named[]): readonly string[] | null => {
  if (text === undefined) return null
  const names = words(text, '$select')
  if (names.includes('*')) return null
  return [...new Set(names.map((name) => columnNamed(name, columns, '$select').name))]
}

/** `year desc,area`. */
export const readOrder = (text: string | undefined, columns: readonly Named[]): readonly Order[] => {
  if (text === undefined) return []
  return words(text, '$orderby').map((part) => {
    const [name = '', direction = 'asc', ...more] = part.split(/\s+/)
    if (more.length > 0 || /[()]/.test(name)) throw wrong('$orderby', `'${part}' came; it takes columns, each with asc or desc after it, such as year desc,area`)
    const column = columnNamed(name, columns, '$orderby').name
    if (!/^(asc|desc)$/i.test(direction)) throw wrong('$orderby', `'${direction}' came after ${column}; ${allowed(direction.toLowerCase(), ['asc', 'desc'])}`)
    return { column, descending: direction.toLowerCase() === 'desc' }
  })
}
