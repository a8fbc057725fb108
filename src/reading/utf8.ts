import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** Bytes of the letter that begins somewhere in text beyond ASCII; 0 where none of UTF-8 does. */
const lengthAt = (bytes: Buffer, at: number): number => {
  const byte = bytes[at] as number
  const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
  return byte >= 0xc2 && ((bytes[at + 1] ?? 0) & 0xc0) === 0x80 && isUtf8(bytes.subarray(at, at + length)) && at + length <= bytes.length ? length : 0
}

/** How many letters beyond ASCII are UTF-8, and how many bytes are of none. */
export const countLetters = (bytes: Buffer): { letters: number; odd: number } => {
  let [letters, odd] = [0, 0]
  if (isUtf8(bytes)) {
    for (let at = 0; at < bytes.length; at += 1) if ((bytes[at] as number) >= 0xc0) letters += 1
    return { letters, odd }
  }
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] as number) < 0x80) continue
    const length = lengthAt(bytes, at)
    if (length === 0) odd += 1
    else {
      letters += 1
      at += length - 1
    }
  }
  return { letters, odd }
}

/** UTF-8 as text, bytes that are none as letters of Windows. */
export const mixedText = (bytes: Buffer): string => {
  let text = ''
  let from = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] as number) < 0x80) continue
    const length = lengthAt(bytes, at)
    if (length === 0) {
      text += bytes.toString('utf8', from, at) + iconv.decode(bytes.subarray(at, at + 1), 'windows-1252')
      from = at + 1
    } else at += length - 1
  }
  return text + bytes.toString('utf8', from)
}
