import type { Fact, Indicator, Subject } from '../model/model.ts'
import { mostDimensions, type Members } from './breakdown.ts'

/** Facts with a disclosure that a number is made of. */
export const guardedFacts = ({ facts }: Subject, { of, to }: Indicator): readonly Fact[] =>
  facts.filter(({ id, disclosure }) => disclosure !== 'none' && (id === of || id === to))

/** What numbers are split by and narrowed to. */
export type Cut = { readonly by: readonly string[]; readonly where: ReadonlyMap<string, readonly string[]> }

/** Dimensions narrowed to some members that are added up: neither one nor all. */
export const sumsOfMembers = ({ by, where }: Cut, membersOf: (dimension: string) => readonly string[]): readonly string[] =>
  [...where].filter(([id, members]) => !by.includes(id) && members.length > 1 && members.length < membersOf(id).length).map(([id]) => id)

/** Dimensions that the numbers are narrowed to one member of. */
const fixedMembers = ({ by, where }: Cut): Members =>
  [...where].flatMap(([id, [member, ...others]]): [string, string][] => (by.includes(id) || member === undefined || others.length > 0 ? [] : [[id, member]]))

/** The dimensions that count: those asked by, and those narrowed to one member. */
export const dimensionsOfCut = (cut: Cut): readonly string[] => [...cut.by, ...fixedMembers(cut).map(([id]) => id)]

/** The members of a number: `members` are those of `by`, in that order. Null where no such number is published. */
export const membersOfCell = (cut: Cut, members: readonly (string | null)[]): ReadonlyMap<string, string> =>
  new Map([...cut.by.map((id, index) => [id, members[index] ?? ''] as const), ...fixedMembers(cut)])

/** Whether such numbers are among those that are published at all, as far as dimensions go. */
export const isClosed = (cut: Cut, membersOf: (dimension: string) => readonly string[]): boolean =>
  dimensionsOfCut(cut).length <= mostDimensions && sumsOfMembers(cut, membersOf).length === 0

/** Numbers of a year are published in the borders of that year and in those meant where a query names none. */
export const isOfVintage = (
  { vintages: [first, last], defaultVintage }: { readonly vintages: readonly [number, number]; readonly defaultVintage: number },
  year: number,
  vintage: number,
): boolean => vintage === defaultVintage || vintage === Math.min(Math.max(year, first), last)
