import { distance } from 'fastest-levenshtein' // MIT, the usual edit distance, without dependencies
import { UsageError } from './errors.ts'

/** Every setting: its default, what it may be and what it does. `sizeLimit` is `KARTLAG_SIZE_LIMIT` in the environment. */
const settings = {
  seeds: text('seeds', 'folder that describes the warehouse'),
  data: text('data', 'folder of releases, loaded waves and keys'),
  host: text('127.0.0.1', 'address to listen on'),
  port: number(4000, 0, 65_535, 'port to listen on; 0 takes a free one'),
  publicUrl: webAddress('address by which others reach the server, for links in the catalogue and under /odata; that of the request where empty'),
  logLevel: oneOf('info', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'least serious line that is logged'),

  documents: text('', 'folder of GraphQL documents that are answered by their names'),
  onlyPersisted: flag('answer the public these documents only'),

  maxBodyBytes: number(1_048_576, 1024, 67_108_864, 'bytes of a request body'),
  maxTokens: number(20_000, 100, 1_000_000, 'words and signs of a query'),
  maxDepth: number(15, 1, 100, 'levels of a query'),
  maxFields: number(1_000_000, 1, 1e9, 'values a query may give, as reckoned before it runs'),
  maxObjects: number(250_000, 1, 1e9, 'objects in all lists of an answer'),
  assumedListSize: number(10, 1, 10_000, 'length reckoned for a list that does not state its own'),
  maxStatements: number(200, 1, 1e6, 'distinct statements of a query'),
  maxCellsScanned: number(200_000_000, 1, 1e12, 'stored values a query may read'),
  maxCellsReturned: number(2_000_000, 1, 1e9, 'computed values a query may take from the database'),
  maxRows: number(200_000, 1, 1e9, 'rows of a table; more are cut, and the answer says so'),
  maxFileRows: number(1_000_000, 1, 1e9, 'rows of a table as a file; more are refused'),

  cacheMegabytes: number(128, 0, 1e6, 'memory for answers and results of statements that are kept for who asks again; 0 keeps none'),
  cacheSeconds: number(60, 0, 31_536_000, 'seconds for which others may keep a public answer before they ask whether it still holds'),

  requestSeconds: number(60, 1, 3600, 'seconds until an answer is given up'),
  headerSeconds: number(10, 1, 3600, 'seconds a client may take to send its headers'),
  receiveSeconds: number(30, 1, 3600, 'seconds a client may take to send the whole request'),
  shutdownSeconds: number(10, 1, 3600, 'seconds running requests get to finish when the server stops'),

  databaseThreads: number(2, 1, 256, 'threads of one statement'),
  databaseMemory: text('4GB', 'memory of the database'),
  databaseConnections: number(4, 1, 64, 'statements that run at a time'),
  databaseQueue: number(256, 0, 100_000, 'statements that may wait; more are refused with 503'),
  statementSeconds: number(30, 1, 3600, 'seconds a statement may run'),
} as const

type Setting<T> = { readonly fallback: T; readonly read: (raw: string) => T | null; readonly allowed: string; readonly help: string }
type Values = { -readonly [K in keyof typeof settings]: (typeof settings)[K] extends Setting<infer T> ? T : never }

/** All settings, read and checked. */
export type Config = Readonly<Values>

/**
 * Settings from flags, else `KARTLAG_*` of the environment, else the defaults. Throws UsageError naming the flag or variable,
 * what came and what is allowed; a variable that looks like a misspelt setting is an error too, others are left alone.
 */
export const readConfig = (flags: Readonly<Record<string, unknown>> = {}, environment: NodeJS.ProcessEnv = process.env): Config => {
  const config: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(settings) as [string, Setting<unknown>][]) {
    const flag = flags[name]
    const raw = flag ?? environment[variableOf(name)]
    config[name] =
      raw === undefined || raw === '' ? setting.fallback : parse(flag === undefined ? variableOf(name) : `--${name}`, String(raw), setting)
  }
  refuseMisspelt(environment)
  return config as Config
}

/** Every variable with its default and meaning, for `--help` and the documentation. */
export const describeSettings = (): readonly { variable: string; fallback: string; help: string }[] =>
  Object.entries(settings).map(([name, { fallback, help }]) => ({ variable: variableOf(name), fallback: String(fallback), help }))

const variableOf = (name: string) => `KARTLAG_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`

const parse = (source: string, raw: string, setting: Setting<unknown>): unknown => {
  const value = setting.read(raw.trim())
  if (value === null)
    throw new UsageError(`${source} is '${raw}', allowed is ${setting.allowed} (${setting.help}; default ${setting.fallback})`)
  return value
}

const refuseMisspelt = (environment: NodeJS.ProcessEnv) => {
  const known = Object.keys(settings).map(variableOf)
  for (const name of Object.keys(environment).filter((one) => one.startsWith('KARTLAG_') && !known.includes(one))) {
    // Container platforms set variables such as KARTLAG_SERVICE_HOST by themselves: only a near miss is a mistake.
    const match = known.find((one) => distance(name, one) <= 2)
    if (match) throw new UsageError(`${name} is no setting; did you mean ${match}?`)
  }
}

function text(fallback: string, help: string): Setting<string> {
  return { fallback, help, allowed: 'text', read: (raw) => raw }
}
function webAddress(help: string): Setting<string> {
  const read = (raw: string) => (URL.canParse(raw) && /^https?:/.test(raw) ? raw.replace(/\/+$/, '') : null)
  return { fallback: '', help, allowed: 'an address with http or https', read }
}
function number(fallback: number, min: number, max: number, help: string): Setting<number> {
  const read = (raw: string) => (/^\d+$/.test(raw) && Number(raw) >= min && Number(raw) <= max ? Number(raw) : null)
  return { fallback, help, allowed: `a whole number from ${min} to ${max}`, read }
}
function flag(help: string): Setting<boolean> {
  return { fallback: false, help, allowed: 'true or false', read: (raw) => (raw === 'true' ? true : raw === 'false' ? false : null) }
}
function oneOf(fallback: string, words: readonly string[], help: string): Setting<string> {
  return { fallback, help, allowed: words.join(', '), read: (raw) => (words.includes(raw) ? raw : null) }
}
