import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite' // MIT; knows the code pages that SPSS writes
import { unreadable } from '../damage.ts'
import type { Dictionary } from './dictionary.ts'
import type { Numbers } from './header.ts'

/** Bytes as text. Null where they are no text in the file's encoding; a letter that is cut at the end is left out. */
export type Decode = (bytes: Buffer) => string | null

/**
 * How the texts of a file are to be read: by the name it states, else by its number of a code page, else UTF-8 where it is that and
 * Latin-1 where not.
 */
export const decoderOf = (file: string, { extensions }: Dictionary, { int }: Numbers): Decode => {
  const name = extensions.get(20)?.[0]?.toString('latin1').trim()
  const machine = extensions.get(3)?.[0]
  const number = machine && machine.length >= 32 ? int(machine, 28) : 0
  const encoding = name || pageName(number)
  if (encoding === null || /^(us-?)?ascii$/i.test(encoding)) return guess
  if (/^utf-?8$/i.test(encoding)) return utf8
  // Windows' page is a superset, and what is meant by either name.
  if (/^(iso[-_]?8859[-_]1|latin-?1|windows-1252|cp1252)$/i.test(encoding)) return page('windows-1252')
  if (iconv.encodingExists(encoding)) return page(encoding)
  throw unreadable(
    file,
    `its letters are written as ${JSON.stringify(encoding)}, which is not known here`,
    'save it from SPSS or PSPP in Unicode (UTF-8)',
  )
}

const pageName = (number: number): string | null => {
  if (number === 65001) return 'utf-8'
  if (number > 28590 && number < 28607) return `iso-8859-${number - 28590}`
  // 2 and 3 are seven and eight bits of no known page.
  return number > 4 && iconv.encodingExists(`cp${number}`) ? `cp${number}` : null
}

const utf8: Decode = (bytes) => {
  const text = bytes.toString('utf8')
  return !text.includes('\uFFFD') || isUtf8(bytes) ? text : withoutCutLetter(bytes)
}

/** Writers cut texts at so many bytes, be it within a letter of up to four. */
const withoutCutLetter = (bytes: Buffer): string | null => {
  let end = bytes.length - 1
  while (end > bytes.length - 3 && isContinuation(bytes[end])) end -= 1
  const first = bytes[end] ?? 0
  const letter = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1
  const rest = bytes.subarray(0, end)
  return letter > bytes.length - end && isUtf8(rest) ? rest.toString('utf8') : null
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte < 0xc0

const page = (encoding: string): Decode => {
  const decode = iconv.getDecoder(encoding)
  return (bytes) => {
    if (isAscii(bytes)) return bytes.toString('latin1')
    const text = decode.write(bytes) + (decode.end() ?? '')
    const lost = text.indexOf('\uFFFD')
    return lost < 0 ? text : lost === text.length - 1 && text.length < bytes.length ? text.slice(0, -1) : null
  }
}

const isAscii = (bytes: Buffer): boolean => bytes.every((byte) => byte < 0x80)

const latin1 = page('windows-1252')
const guess: Decode = (bytes) => (isUtf8(bytes) ? bytes.toString('utf8') : latin1(bytes))
