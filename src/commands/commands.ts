import type { Command } from 'commander'

/** A command: `define` gives it its arguments, options and action. Loaded when named, so that starting one does not read the others. */
export type CommandEntry = {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<{ readonly define: (command: Command) => void }>
}

/** Every command, in the order of `--help`. */
export const commands: readonly CommandEntry[] = [
  { name: 'serve', summary: 'serve the warehouse over HTTP; builds it first if there is no release', load: () => import('./serve.ts') },
  { name: 'build', summary: 'make a release from scratch', load: () => import('./build.ts') },
  { name: 'load', summary: 'add or replace one wave of a survey', load: () => import('./load.ts') },
  { name: 'unload', summary: 'take a loaded wave out', load: () => import('./unload.ts') },
  { name: 'draft', summary: 'propose a survey file for an answer file', load: () => import('./draft.ts') },
  { name: 'check', summary: 'list every mistake in a seeds folder', load: () => import('./check.ts') },
  { name: 'demo', summary: 'write the synthetic waves', load: () => import('./demo.ts') },
  { name: 'releases', summary: 'list releases, switch between them, delete old ones', load: () => import('./releases.ts') },
  { name: 'keys', summary: 'list, add and revoke researcher keys', load: () => import('./keys.ts') },
  { name: 'query', summary: 'run a GraphQL query without a server', load: () => import('./query.ts') },
  { name: 'codebook', summary: 'write the codebook of a wave: Markdown, CSV or DDI', load: () => import('./codebook.ts') },
  { name: 'export', summary: 'write a table to a file, as /data answers it', load: () => import('./export.ts') },
]
