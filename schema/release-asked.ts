import type { GraphQLError } from 'graphql'
import { userError } from '../src/errors.ts'
import { allowed } from '../src/model/nearest.ts'
import type { Warehouse } from '../src/query/warehouse.ts'
import { ReleaseError } from '../src/release/release-error.ts'
import type { Context } from './context.ts'

/** What the argument `release` of a field says of itself. */
export const releaseWords = 'Key of a release; the current one where left out.'

export const unknownRelease = (key: string, releases: readonly { readonly key: string }[]): GraphQLError =>
  userError(
    `release: there is no release ${JSON.stringify(key)}; ${allowed(
      key,
      releases.map((one) => one.key),
    )}`,
  )

/** A release that is there and cannot be read, as who asks may know it; other errors as they came. */
export const unreadableRelease = (key: string, error: unknown): unknown =>
  error instanceof ReleaseError
    ? userError(
        `release: ${key} cannot be read: it is damaged, or was made by a program that this one does not know; kartlag build makes it again`,
      )
    : error

/** The release a field reads: that of the request, or the one named. Throws a user error where there is none. */
export const releaseAsked = async ({ warehouse, openRelease, releases }: Context, key: string | null | undefined): Promise<Warehouse> => {
  if (key === null || key === undefined || key === warehouse.key) return warehouse
  const other = await openRelease(key).catch((error: unknown) => {
    throw unreadableRelease(key, error)
  })
  if (!other) throw unknownRelease(key, releases())
  return other
}

/** A word of a release as a value of an enum of the schema, which may be of another release. Throws a user error where that lacks it. */
export const inSchema = (values: ReadonlySet<string>, word: string, what: string, { key }: Warehouse): string => {
  if (values.has(word)) return word
  throw userError(
    `${what}: release ${key} has ${word}, which the schema of the current release lacks; leave ${what} out, or take a table, which has words`,
  )
}
