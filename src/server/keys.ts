import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'

/** A researcher key as it is kept: never the key, only its hash. */
export type StoredKey = { readonly name: string; readonly sha256: string; readonly created: string }

const fileOf = (data: string) => join(data, 'keys.json')
const hash = (key: string) => createHash('sha256').update(key).digest('hex')

/** The keys of a data directory, in order of creation; none where the file does not exist. Throws where it cannot be read. */
export const listKeys = async (data: string): Promise<readonly StoredKey[]> => {
  const text = await readFile(fileOf(data), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return []
  const { keys } = JSON.parse(text) as { keys?: readonly StoredKey[] }
  if (!Array.isArray(keys) || keys.some((one) => typeof one?.name !== 'string' || !/^[0-9a-f]{64}$/.test(one?.sha256)))
    throw new Error('keys.json does not hold a list of keys; put it right or remove it and add the keys again')
  return keys
}

/** Makes a key and keeps its hash; the key itself is returned here and cannot be had again. */
export const addKey = async (data: string, name: string): Promise<string> => {
  const keys = await listKeys(data)
  if (name.trim() === '') throw new UsageError('a key needs a name, so that it can be revoked')
  if (keys.some((one) => one.name === name)) throw new UsageError(`there is a key named '${name}' already; revoke it or take another name`)
  const key = `kartlag_${randomBytes(32).toString('base64url')}`
  await writeKeys(data, [...keys, { name, sha256: hash(key), created: new Date().toISOString() }])
  return key
}

/** Throws UsageError where there is no key of that name. A running server notices within a second. */
export const revokeKey = async (data: string, name: string): Promise<void> => {
  const keys = await listKeys(data)
  if (!keys.some((one) => one.name === name)) {
    const names = keys.map((one) => one.name).join(', ')
    throw new UsageError(`there is no key named '${name}'; ${names === '' ? 'there are none' : `there are: ${names}`}`)
  }
  await writeKeys(
    data,
    keys.filter((one) => one.name !== name),
  )
}

/** Tells whether a key is one of the data directory's. Reads the file again when it has changed. */
export const createVerifier = (data: string): ((key: string) => Promise<boolean>) => {
  let version = ''
  let known = new Set<string>()
  return async (key) => {
    const current = await stat(fileOf(data)).then(
      ({ mtimeMs, ino, size }) => `${mtimeMs} ${ino} ${size}`,
      () => 'none',
    )
    if (current !== version) {
      known = new Set((await listKeys(data)).map((one) => one.sha256))
      version = current
    }
    // Keys are 256 random bits and only their hashes are compared, so the time of a look-up tells nothing of use.
    return known.has(hash(key))
  }
}

const writeKeys = async (data: string, keys: readonly StoredKey[]) => {
  await mkdir(data, { recursive: true })
  const written = `${fileOf(data)}.${process.pid}`
  await writeFile(written, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o600 })
  await rename(written, fileOf(data))
}
