import type { GraphQLSchema } from 'graphql'
import type { Context } from '../../schema/context.ts'

export type Role = 'public' | 'researcher'
export type Asking = { readonly role: Role; readonly language: string; readonly signal: AbortSignal }

/** What resolvers get: loaders of this request only, and the release all of it reads. */
export type RequestContext = {
  readonly release: { readonly key: string }
  readonly role: Role
  readonly language: string
  /** Whether the answer so far has something that is not public. */
  readonly revealed?: () => boolean
  /** Statements run so far. */
  readonly statements: () => number
  /** Called once, when the request is over however it ended: the place to let go of a release. */
  readonly finished?: () => void
}

/** A context that knows the tables too. */
export type TableContext = Context & RequestContext

export type LandingExample = { readonly title: string; readonly query: string; readonly variables?: Readonly<Record<string, unknown>> }
export type Landing = {
  readonly title: string
  readonly notice: string | null
  readonly licence: string | null
  readonly contact: string | null
  readonly release: string | null
  readonly examples: readonly LandingExample[]
  /** Whether there is a catalogue at /data. */
  readonly catalogue?: true
  readonly links?: readonly { readonly title: string; readonly url: string }[]
}

/** What the HTTP side needs to know of the warehouse behind it. `schema` and `context` are called in one go and belong to one release. */
export type Endpoint = {
  /** Of the current release. A new object means a new release; the same one is served from the same prepared server. */
  schema(): GraphQLSchema
  context(request: Asking): RequestContext
  /** The same for tables as files; where left out, there is no /data. */
  tables?(request: Asking): TableContext
  /** The current release; null while there is none, then nothing is answered but 503. */
  release(): { readonly key: string } | null
  /** What answers depend on besides the question: the current release, and which others there are. As last looked at, or as it is `now`. */
  state?(now?: boolean): string
  /** Languages of the model, for Accept-Language. */
  languages(): readonly string[]
  /** Words of the landing page, in `language`. */
  landing?(language: string): Landing
  close(): Promise<void>
}
