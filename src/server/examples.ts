import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LandingExample } from './endpoint.ts'

/** Example queries of a seeds folder: `examples/*.graphql`, by file name; the first line is a comment with the title. None where there is no such folder. */
export const readExamples = (seeds: string): readonly LandingExample[] => {
  const folder = join(seeds, 'examples')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => {
      const query = readFileSync(join(folder, name), 'utf8')
      return { title: /^#\s*(.+)/.exec(query)?.[1] ?? name.replace(/\.graphql$/, ''), query }
    })
}
