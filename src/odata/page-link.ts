import { userError } from '../errors.ts'
import { wrong } from './refusal.ts'
import type { Given } from './options.ts'

/** Where a read goes on: the release it began with, rows passed, rows given so far. */
export type Token = { readonly release: string; readonly from: number; readonly given: number }

export const readToken = (text: string | undefined): Token | null => {
  if (text === undefined) return null
  const [, release = '', from, given] = /^([\w-]{1,64})~(\d{1,12})~(\d{1,12})$/.exec(text) ?? []
  if (from === undefined || given === undefined) throw wrong('$skiptoken', `'${text}' came; it is part of @odata.nextLink and is to be sent as it stands there`)
  return { release, from: Number(from), given: Number(given) }
}

/** The address of the next page: the same question, of the same release. */
export const nextLink = (address: string, given: Given, { release, from, given: rows }: Token): string => {
  const kept = [...given].filter(([name]) => !/^\$?skiptoken$/i.test(name)).flatMap(([name, values]) => values.map((value) => [name, value] as const))
  return `${address}?${[...kept, ['$skiptoken', `${release}~${from}~${rows}`] as const].map(([name, value]) => `${readable(name)}=${readable(value)}`).join('&')}`
}

const readable = (text: string): string => encodeURIComponent(text).replaceAll('%24', '$').replaceAll('%2C', ',').replaceAll('%3A', ':')

/** A later page of a release that is no more: the read is to begin again. */
export const isGone = (release: string) =>
  userError(`this read began with release ${release}, which is no longer here; begin it again without $skiptoken`, { code: 'GONE', target: '$skiptoken', http: { status: 410 } })
