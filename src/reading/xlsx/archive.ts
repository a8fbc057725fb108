import { openPromise, type Entry, type ZipFile } from 'yauzl' // MIT, one small dependency; never holds a file in memory, and checks sizes
import { damaged, unreadable } from '../damage.ts'
import { crc32 } from './crc.ts'

/** The parts of a zip file. Names of parts are the same in capital and small letters. */
export type Archive = {
  /** What messages call the file. */
  readonly file: string
  readonly has: (part: string) => boolean
  /** Text of a part, bit by bit. Throws RefusedInput where the part is missing, damaged or larger than the limit in bytes. */
  readonly text: (part: string, limit: number) => AsyncGenerator<string>
}

/** Opens a zip file, runs, and closes it. Throws RefusedInput where it is damaged. */
export const withArchive = async <T>(path: string, file: string, run: (archive: Archive) => Promise<T>): Promise<T> => {
  const [archive, close] = await openArchive(path, file)
  try {
    return await run(archive)
  } finally {
    close()
  }
}

/** The same, for who closes it himself. */
export const openArchive = async (path: string, file: string): Promise<[Archive, () => void]> => {
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw notWhole(file, error)
  })
  try {
    const entries = await entriesOf(zip, file)
    const has = (part: string) => entries.has(part.toLowerCase())
    const text = (part: string, limit: number) => textOf(zip, file, entries.get(part.toLowerCase()) ?? absent(file, part), limit)
    return [{ file, has, text }, () => zip.close()]
  } catch (error) {
    zip.close()
    throw error
  }
}

const entriesOf = async (zip: ZipFile, file: string): Promise<Map<string, Entry>> => {
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry)
  } catch (error) {
    throw notWhole(file, error)
  }
  return entries
}

async function* textOf(zip: ZipFile, file: string, entry: Entry, limit: number): AsyncGenerator<string> {
  const { fileName: part, uncompressedSize: size } = entry
  if (entry.isEncrypted()) throw unreadable(file, 'the file is a zip file with a password', 'save it without one')
  if (size > limit) throw tooLarge(file, `${part} has ${size} bytes unpacked, and ${limit} are read at most`)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let checksum = 0
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      checksum = crc32(chunk as Buffer, checksum)
      yield decoder.decode(chunk as Buffer, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    throw notWhole(file, error, part)
  }
  if (checksum !== entry.crc32) throw damaged(file, `the checksum of ${part} is wrong`)
}

/** The file holds more than is read. */
export const tooLarge = (file: string, message: string) =>
  unreadable(file, message, 'delete what is not answers, or save the sheet as CSV, which has no such limit')

const absent = (file: string, part: string): never => {
  throw damaged(file, `there is no ${part} in the file`)
}

const notWhole = (file: string, error: unknown, part?: string) => {
  const where = part === undefined ? 'the file' : part
  return damaged(file, `${where} cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`)
}
