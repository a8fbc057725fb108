import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../shipped/build.ts'

/** A fenced block of a page. `line`: of its fence, from 1; `more`: words after the language. */
export type Block = { readonly file: string; readonly line: number; readonly language: string; readonly more: string; readonly text: string }
/** A page, its path from the root of the repository. */
export type Page = { readonly file: string; readonly text: string }

/** README, changelog and guides. */
export const pages = (): readonly Page[] =>
  ['README.md', 'CHANGELOG.md', 'seeds/SOURCES.md', ...['docs', 'docs/connect', 'docs/dashboard'].flatMap(guidesIn)].map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

const guidesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)

export const fence = /^```(\w*)([^\n]*)\n([\s\S]*?)^```$/gm

export const blocksOf = ({ file, text }: Page): readonly Block[] =>
  [...text.matchAll(fence)].map((found) => ({
    file,
    line: text.slice(0, found.index).split('\n').length,
    language: found[1] ?? '',
    more: (found[2] ?? '').trim(),
    text: found[3] ?? '',
  }))

/** Queries with the answer that stands right below; null where none does. */
export const queriesOf = (page: Page): readonly (Block & { readonly answer: Block | null })[] =>
  blocksOf(page).flatMap((block, index, all) => {
    if (block.language !== 'graphql') return []
    const next = all[index + 1]
    return [{ ...block, answer: next?.language === 'json' ? next : null }]
  })

/** Commands of shell blocks, one per line; a line that ends with a backslash goes on. `shown`: lines of what they say that stand right below. */
export const commandsOf = (page: Page): readonly (Omit<Block, 'text'> & { readonly command: string; readonly shown: readonly string[] })[] =>
  blocksOf(page).flatMap(({ text, ...block }, index, all) => {
    if (block.language !== 'sh') return []
    const next = all[index + 1]
    const shown = next?.language === 'text' ? next.text.trimEnd().split('\n') : []
    return text
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((command) => command.trim() !== '')
      .map((command) => ({ ...block, command, shown }))
  })
