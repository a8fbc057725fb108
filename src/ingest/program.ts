import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../../', import.meta.url)
// What decides the contents of a release, besides its inputs.
const parts = ['src/model/', 'src/reading/', 'src/geography/', 'src/database/', 'src/query/', 'src/disclosure/', 'src/checks/', 'src/ingest/', 'src/demo/', 'warehouse/']

/** Version of this program, with a checksum of the code that makes releases: the same inputs to another program are another release. */
export const programVersion = (): string => {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }
  const hash = createHash('sha256')
  for (const part of parts)
    for (const name of readdirSync(fileURLToPath(new URL(part, root)), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(ts|sql)$/.test(name))
        hash
          .update(name)
          .update('\0')
          .update(readFileSync(new URL(part + name.replaceAll('\\', '/'), root)))
          .update('\0')
  return `${version}+${hash.digest('hex').slice(0, 8)}`
}
