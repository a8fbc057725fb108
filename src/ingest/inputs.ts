import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checksumOf, type WaveFile } from './wave-files.ts'

/** A file a release was made from. */
export type Input = { readonly file: string; readonly checksum: string }

/** Every file of the seeds folder (hidden ones aside) and every wave made up for it, sorted, with SHA-256. */
export const inputsOf = (seeds: string, waves: readonly WaveFile[]): Input[] => {
  const given = readdirSync(seeds, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')) && statSync(join(seeds, name)).isFile())
    .map((file) => ({ file, checksum: checksumOf(readFileSync(join(seeds, file))) }))
  const named = new Map([...given, ...waves].map(({ file, checksum }) => [file, checksum]))
  return [...named].map(([file, checksum]) => ({ file, checksum })).sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** Key of a release: 12 hexadecimal digits that only the same inputs and the same program give. */
export const releaseKey = (program: string, inputs: readonly Input[]): string => {
  const hash = createHash('sha256').update(program)
  for (const { file, checksum } of inputs) hash.update(`\n${file}\0${checksum}`)
  return hash.digest('hex').slice(0, 12)
}
