import { readFileSync } from 'node:fs'
import { codeChecksum } from '../release/code-checksum.ts'

// What decides the contents of a release, besides its inputs.
const parts = ['src/model/', 'src/reading/', 'src/geography/', 'src/database/', 'src/query/', 'src/disclosure/', 'src/checks/', 'src/ingest/', 'src/demo/', 'warehouse/']

/** Version of this program, with a checksum of the code that makes releases: the same inputs to another program are another release. */
export const programVersion = (): string => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  return `${version}+${codeChecksum(parts)}`
}
