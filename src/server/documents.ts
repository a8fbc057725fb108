import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { GraphQLError, Kind, parse, print, validate, type GraphQLSchema } from 'graphql'
import { UsageError } from '../errors.ts'
import { nearest } from '../model/nearest.ts'
import { checksumOf } from './asked-of-graphql.ts'

/** Queries that the server knows, each by its name or id, and by the SHA-256 of its text. */
export type Documents = {
  readonly size: number
  /** The text of `sha256:…`, of a checksum alone or of a name; null where it is none of them. */
  readonly find: (id: string) => string | null
  /** Whether a text is one of them, whatever its spaces. */
  readonly isKnown: (query: string) => boolean
  readonly nearest: (id: string) => string | null
}

type Named = { readonly id: string; readonly text: string; readonly file: string }

/**
 * Reads the documents of a folder: `NAME.graphql` with one operation each, and lists as code generators write them (`.json`: id -> text, or Apollo's
 * manifest). Throws UsageError where there are none, where one is not right by the schema, or two have one name.
 */
export const readDocuments = (folder: string, schema: GraphQLSchema): Documents => {
  if (!existsSync(folder)) throw new UsageError(`--documents is '${folder}', and there is no such folder`)
  const named = readdirSync(folder)
    .sort()
    .flatMap((name) => namedIn(join(folder, name)))
  if (named.length === 0) throw new UsageError(`--documents is '${folder}', which has no .graphql file and no .json list of documents`)
  for (const one of named) refuseWrong(one, schema)
  const byId = new Map<string, string>()
  for (const { id, text, file } of named) {
    if (byId.has(id) && byId.get(id) !== text) throw new UsageError(`${file}: there is another document named '${id}'; rename one of them`)
    byId.set(id, text)
  }
  const byChecksum = new Map(named.flatMap(({ text }) => [text, plain(text)].map((form) => [checksumOf(form), text] as const)))
  return {
    size: byId.size,
    find: (id) => byId.get(id) ?? byChecksum.get(id.replace(/^sha256:/, '')) ?? null,
    isKnown: (query) => byChecksum.has(checksumOf(query)) || byChecksum.has(checksumOf(plain(query))),
    nearest: (id) => nearest(id, [...byId.keys()]),
  }
}

const namedIn = (file: string): readonly Named[] => {
  const ending = extname(file)
  if (ending === '.graphql' || ending === '.gql') return [{ id: basename(file, ending), text: readFileSync(file, 'utf8'), file }]
  if (ending !== '.json') return []
  return listed(file).map(([id, text]) => ({ id, text, file }))
}

const listed = (file: string): readonly (readonly [string, string])[] => {
  const wrong = () => new UsageError(`${file} is no list of documents; it takes {"ID": "query …"}, or a manifest with operations that have an id and a body`)
  let read: unknown
  try {
    read = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw wrong()
  }
  const { operations } = (read ?? {}) as { operations?: unknown }
  const pairs = Array.isArray(operations)
    ? operations.map((one: { id?: unknown; body?: unknown } | null) => [one?.id, one?.body])
    : Object.entries((typeof read === 'object' && read) || {})
  if (!pairs.every(([id, text]) => typeof id === 'string' && typeof text === 'string')) throw wrong()
  return pairs as [string, string][]
}

const refuseWrong = ({ id, text, file }: Named, schema: GraphQLSchema): void => {
  try {
    const document = parse(text)
    const [error] = validate(schema, document)
    if (error) throw error
    const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length
    if (operations !== 1) throw new GraphQLError(`it has ${operations} operations; give each a file of its own`)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const place = error.locations?.[0]
    throw new UsageError(`${file}${place ? `:${place.line}:${place.column}` : ''}: document '${id}' is not right: ${error.message}`)
  }
}

/** Without what makes no difference. */
const plain = (query: string): string => {
  try {
    return print(parse(query, { noLocation: true, maxTokens: 20_000 }))
  } catch {
    return query
  }
}
