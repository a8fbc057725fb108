import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../../', import.meta.url)

const known = new Map<string, string>()

/** Checksum of the program's own code in some folders, such as `src/query/`: what it decides may differ where this does. 8 hexadecimal digits. */
export const codeChecksum = (folders: readonly string[]): string => {
  const id = folders.join()
  const checksum = known.get(id) ?? read(folders) // what runs is the code as it was read
  known.set(id, checksum)
  return checksum
}

const read = (folders: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const folder of folders)
    for (const name of readdirSync(fileURLToPath(new URL(folder, root)), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(ts|sql)$/.test(name))
        hash
          .update(name)
          .update('\0')
          .update(readFileSync(new URL(folder + name.replaceAll('\\', '/'), root)))
          .update('\0')
  return hash.digest('hex').slice(0, 8)
}
