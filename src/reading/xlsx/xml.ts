import { SaxesParser } from 'saxes' // ISC, one small dependency; strict, twice as fast as sax, and does not expand entities
import { damaged } from '../damage.ts'
import type { Archive } from './archive.ts'

/** What is told of an XML file as it is read; names without their prefix. */
export type XmlEvents = {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** Deeper, or longer without a tag, than anything a program writes. */
const deepest = 100
const longest = 1 << 24

/** Parses a part of an archive and comes back after every bit of it. Throws RefusedInput where it is no XML. */
export async function* parsing(archive: Archive, part: string, limit: number, { open, text, close }: XmlEvents): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, fileName: part })
  let depth = 0
  let silent = 0
  parser.on('error', ({ message }) => {
    throw damaged(archive.file, `this is not XML: ${message}`)
  })
  parser.on('opentag', ({ name, attributes }) => {
    silent = 0
    depth += 1
    if (depth > deepest) throw damaged(archive.file, `${part} is nested more than ${deepest} levels deep`)
    open?.(local(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    silent = 0
    depth -= 1
    close?.(local(name))
  })
  if (text) parser.on('text', text)
  for await (const bit of archive.text(part, limit)) {
    silent += bit.length
    if (silent > longest) throw damaged(archive.file, `${part} has a text of more than ${longest} letters`)
    parser.write(bit)
    yield
  }
  parser.close()
  yield
}

/** Parses a whole part. */
export const parsePart = async (archive: Archive, part: string, limit: number, events: XmlEvents): Promise<void> => {
  for await (const _ of parsing(archive, part, limit, events));
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)
