import { ReleaseError } from './release-error.ts'

// What the system calls it, in the errors of Node by their code and in those of DuckDB by its words.
const faults: readonly (readonly [codes: readonly string[], words: RegExp, what: string, wayOut: string])[] = [
  [['ENOSPC'], /No space left on device/i, 'there is no space left', 'Make room, for example with: kartlag releases prune --keep 1; then do it again'],
  [['EDQUOT'], /Disk quota exceeded/i, 'the disk quota is used up', 'Make room, for example with: kartlag releases prune --keep 1; then do it again'],
  [['EFBIG'], /File too large/i, 'a file grew larger than files may be here', 'Raise the limit (ulimit -f); then do it again'],
  [['EROFS'], /Read-only file system/i, 'it is on a file system that can only be read', 'Name another with --data or KARTLAG_DATA, or mount it for writing'],
  [['EACCES', 'EPERM'], /Permission denied|Operation not permitted/i, 'this user may not write to it', 'Name another with --data or KARTLAG_DATA, or give the user the right to write'],
  [['EIO'], /Input\/output error/i, 'the disk failed to read or write', 'Look after the disk, and restore the data directory from a backup where it is damaged'],
]

const foundIn = (error: unknown, data: string) => {
  if (!(error instanceof Error) || error instanceof ReleaseError || error.name === 'RefusedInput') return undefined
  const { code = '', path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string }
  const found = faults.find(([codes, words]) => codes.includes(code) || (code === '' && words.test(error.message)))
  // What may not be read lies elsewhere; an error of a full disk names no file.
  return found?.[0].includes('EACCES') && !(dest ?? path ?? error.message).includes(data) ? undefined : found
}

export const isStorageFault = (error: unknown, data: string): boolean => foundIn(error, data) !== undefined

/** A fault of the disk as a ReleaseError that names the data directory and the way out; every other error as it is. */
export const faultOf = (error: unknown, data: string): unknown => {
  const found = foundIn(error, data)
  if (!found || !(error instanceof Error)) return error
  const [, , what, wayOut] = found
  return new ReleaseError(`the data directory ${data} cannot be written: ${what} (${error.message.split('\n')[0]}). The release in use is as it was. ${wayOut}`, { cause: error })
}
