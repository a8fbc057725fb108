import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite' // MIT; Node's own decoder of windows-1252 gets 0x80-0x9F wrong
import { finding, type Finding } from '../model/finding.ts'

const wrong = (file: string, line: number, message: string): Finding =>
  finding('wrong-encoding', { file, line, column: 1 }, message, 'save the file as CSV UTF-8 and hand it in again')

/** The text of an answer file: UTF-8, with or without byte order mark, or Latin-1 as Windows writes it. */
export const decodeText = (file: string, bytes: Buffer): { text: string } | { finding: Finding } => {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return { finding: wrong(file, 1, 'this is a workbook or a zip file, not CSV') }
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  if (mark === 0xfffe || mark === 0xfeff) return { finding: wrong(file, 1, 'the file is UTF-16; UTF-8 and Latin-1 can be read') }
  const zero = bytes.indexOf(0)
  if (zero >= 0) return { finding: wrong(file, lineAt(bytes, zero), `byte ${zero + 1} is 0: the file is UTF-16 or no text at all`) }
  if (!isUtf8(bytes)) return { text: iconv.decode(bytes, 'windows-1252') }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  const lost = text.indexOf('\uFFFD')
  return lost < 0 ? { text } : { finding: wrong(file, lineOf(text, lost), 'letters were lost (\uFFFD) when the file was converted before') }
}

// UTF-8 that was once read as Latin-1 and saved again: a capital A with tilde or circumflex before what no word has after it.
const doubled = /[\u00C2\u00C3](?:[\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2018-\u203A\u20AC\u2122])/u
// Norwegian and other western letters of MS-DOS (CP850) between small letters, read as Windows' signs.
const dos = /\p{Ll}[\u2020\u203A]\p{Ll}/u

/** What is wrong with the letters of a cell, or null. */
export const brokenLetters = (cell: string): string | null => {
  if (doubled.test(cell)) return `${JSON.stringify(cell)} was converted to UTF-8 twice`
  if (dos.test(cell)) return `${JSON.stringify(cell)} is written in the letters of MS-DOS (CP850)`
  return null
}

const lineAt = (bytes: Buffer, position: number): number => bytes.subarray(0, position).filter((byte) => byte === 10).length + 1
const lineOf = (text: string, position: number): number => text.slice(0, position).split('\n').length
