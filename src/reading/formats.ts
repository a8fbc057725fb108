import { closeSync, openSync, readSync } from 'node:fs'
import { extname } from 'node:path'
import { csv } from './csv.ts'
import { parquet } from './parquet.ts'
import type { Format, Opening, Reading } from './reading.ts'
import { sav } from './sav.ts'
import { xlsx } from './xlsx.ts'

/** Kinds of answer files; the first that recognises a file reads it. */
export const formats: readonly Format[] = [sav, xlsx, parquet, csv]

/** Opens an answer file, whatever it is called. Throws RefusedInput where it cannot be read. */
export const openFile = (path: string, file: string, opening: Opening = {}): Promise<Reading> => formatOf(path).open(path, file, opening)

/** What kind of file it is, by its first bytes. */
export const formatOf = (path: string): Format => {
  const head = Buffer.alloc(512)
  const handle = openSync(path, 'r')
  const length = readSync(handle, head, 0, head.length, 0)
  closeSync(handle)
  const found = formats.find(({ recognise }) => recognise(head.subarray(0, length)))
  if (!found) throw new Error(`no format reads ${path}`)
  return found
}

/** Endings that files of the formats have, without the dot. */
export const endings: readonly string[] = formats.flatMap((format) => format.endings)

/** The ending under which a file is kept: its own where a format has it. */
export const endingOf = (path: string): string => {
  const own = extname(path).slice(1).toLowerCase()
  const format = formatOf(path)
  return format.endings.includes(own) ? own : (format.endings[0] ?? own)
}
