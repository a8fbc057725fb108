import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import iconv from 'iconv-lite' // MIT; Node's own decoder of windows-1252 gets 0x80-0x9F wrong
import { finding, inNorwegian, type Finding } from '../model/finding.ts'
import { countLetters } from './utf8.ts'

/** How a text file is written. `skip`: bytes of its byte order mark. `mixed`: not all of it is. */
export type Encoding = { readonly name: 'utf8' | 'utf-16le' | 'utf-16be' | 'windows-1252'; readonly skip: number; readonly mixed?: true }

const noText = (file: string, line: number, byte: number): Finding =>
  inNorwegian(
    finding('wrong-encoding', { file, line, column: 1 }, `byte ${byte} of line ${line} on is 0: the file is no text`, 'save the file as CSV UTF-8 and hand it in again'),
    `byte ${byte} fra linje ${line} er 0: filen er ikke tekst`,
    'lagre filen som CSV UTF-8 og lever den på nytt',
  )

/** What tells UTF-16: its mark, or that every other byte of the beginning is 0. */
const utf16Of = (head: Buffer): Encoding | null => {
  const mark = head.length >= 2 ? head.readUInt16BE(0) : 0
  if (mark === 0xfffe) return { name: 'utf-16le', skip: 2 }
  if (mark === 0xfeff) return { name: 'utf-16be', skip: 2 }
  const zeros = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 4 && even === 0) return { name: 'utf-16le', skip: 0 }
  return even > head.length / 4 && odd === 0 ? { name: 'utf-16be', skip: 0 } : null
}

/** The number of bytes at the end that begin a letter and do not end it. */
const unfinished = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** Pieces of a file that end where a letter of UTF-8 does. */
async function* wholeLetters(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    const cut = bytes.length - unfinished(bytes)
    rest = Buffer.from(bytes.subarray(cut))
    yield bytes.subarray(0, cut)
  }
  if (rest.length > 0) yield rest
}

/**
 * How a file is written: UTF-16 by its mark or zeros, UTF-8 where all of it is, or more of its letters beyond ASCII than are not, else Windows'
 * Latin-1. A file that is no text is a finding.
 */
export const encodingOf = async (path: string, file: string): Promise<Encoding | Finding> => {
  const handle = await open(path)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096)).finally(() => handle.close())
  const head = buffer.subarray(0, bytesRead)
  const wide = utf16Of(head)
  if (wide) return wide
  const skip = head.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? 3 : 0
  let isAll = true
  let line = 1
  for await (const bytes of wholeLetters(path)) {
    const zero = bytes.indexOf(0)
    if (zero >= 0) {
      for (const byte of bytes.subarray(0, zero)) if (byte === 10) line += 1
      return noText(file, line, zero + 1)
    }
    isAll &&= isUtf8(bytes)
  }
  if (isAll) return { name: 'utf8', skip }
  return skip > 0 || (await isMostlyUtf8(path)) ? { name: 'utf8', skip, mixed: true } : { name: 'windows-1252', skip: 0 }
}

/** Whether more letters beyond ASCII are UTF-8 than there are bytes of none. */
const isMostlyUtf8 = async (path: string): Promise<boolean> => {
  let more = 0
  for await (const bytes of wholeLetters(path)) {
    const { letters, odd } = countLetters(bytes)
    more += letters - odd
  }
  return more > 0
}

/** The text of a file as UTF-8, without its mark. `seen` is told how many bytes of the file each piece stands for. */
export async function* utf8Of(path: string, { name, skip }: Encoding, seen: (bytes: number) => void = () => {}): AsyncGenerator<Buffer> {
  const decoder = name === 'utf8' ? null : iconv.getDecoder(name, { stripBOM: true })
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, start: skip })) {
    const bytes = chunk as Buffer
    seen(bytes.length)
    yield decoder === null ? bytes : Buffer.from(decoder.write(bytes))
  }
  const last = decoder?.end()
  if (last) yield Buffer.from(last)
}

// UTF-8 that was once read as Latin-1 and saved again: a capital A with tilde or circumflex before what no word has after it; of quotation marks
// and dashes a small a with circumflex before the sign of the euro.
const doubled = /\u00E2(?:[\u20AC\u0080]|\u201A\u00AC)|[\u00C2\u00C3](?:[\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2018-\u203A\u20AC\u2122])/u
// Norwegian and other western letters of MS-DOS (CP850) between small letters, read as Windows' signs.
const dos = /\p{Ll}[\u2020\u203A]\p{Ll}/u

/** What is wrong with the letters of a cell, or null. */
export const brokenLetters = (cell: string): { readonly en: string; readonly nb: string } | null => {
  const said = JSON.stringify(cell)
  if (cell.includes('\uFFFD'))
    return { en: `letters of ${said} were lost (\uFFFD) when the file was converted before`, nb: `bokstaver i ${said} gikk tapt (\uFFFD) da filen ble konvertert før` }
  if (doubled.test(cell)) return { en: `${said} was converted to UTF-8 twice`, nb: `${said} er konvertert til UTF-8 to ganger` }
  if (dos.test(cell)) return { en: `${said} is written in the letters of MS-DOS (CP850)`, nb: `${said} er skrevet med bokstavene til MS-DOS (CP850)` }
  return null
}

/** Whether bytes of UTF-8 may hold such letters. */
export const maybeBroken = (bytes: Buffer): boolean => suspects.some((suspect) => bytes.includes(suspect))
const suspects = ['\u00C2', '\u00C3', '\u00E2', '\u2020', '\u203A', '\uFFFD'].map((letter) => Buffer.from(letter))
