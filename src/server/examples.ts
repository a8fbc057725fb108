import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LandingExample } from './endpoint.ts'

/**
 * Example queries of a seeds folder: `examples/*.graphql`, by file name; the first line is a comment with the title. None where there is no
 * such folder. A query without a name gets that of its file, `01-who-refers.graphql` WhoRefers: editors show it on their tabs.
 */
export const readExamples = (seeds: string): readonly LandingExample[] => {
  const folder = join(seeds, 'examples')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((file) => {
      const name = file.replace(/^\d+-|\.graphql$/g, '')
      const query = readFileSync(join(folder, file), 'utf8')
      return { title: /^#\s*(.+)/.exec(query)?.[1] ?? name, query: named(query, name) }
    })
}

const named = (query: string, name: string): string => {
  const word = name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')
  return query.replace(/^((?:\s*#[^\n]*\n)*)\s*\{/, (_, comments: string) => `${comments}query ${word} {`)
}
