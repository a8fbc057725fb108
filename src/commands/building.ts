import type { ApartOptions } from '../ingest/build-in-process.ts'
import type { BuildOptions, Built, Tell } from '../ingest/build-options.ts'
import { commandOf, type Folders } from './load-flags.ts'
import { createProgress } from './progress.ts'
import { waitFor } from './waiting.ts'

const words = {
  model: 'reading the model',
  answers: 'reading',
  findings: 'looking at the answers',
  facts: 'making facts of',
  checks: 'checking',
  compare: 'comparing with release',
  verify: 'verifying',
  publish: 'publishing',
} as const

/** Builds a release with progress on the terminal, and compares it with the one before. Throws RefusedInput with every mistake in the input. */
export const buildWithProgress = async (options: Omit<BuildOptions, 'progress' | 'compare'>): Promise<Built> => {
  const [{ buildRelease }, { compareReleases }] = await Promise.all([import('../ingest/build.ts'), import('../revision/compare-releases.ts')])
  return withProgress((progress) => buildRelease({ ...options, progress, compare: compareReleases }))
}

/** The same in a process of its own, for one that goes on afterwards. */
export const buildApartWithProgress = async (options: Omit<ApartOptions, 'progress'>): Promise<Built> => {
  const { buildInProcess } = await import('../ingest/build-in-process.ts')
  return withProgress((progress) => buildInProcess({ ...options, progress }))
}

/** Says what changed since the release that was in use before, if another was, and how to go back to it. */
export const printChanges = async ({ key, before, changes }: Built, folders: Folders): Promise<void> => {
  if (before === null || before.key === key) return
  const [{ changeLines }, { damagedBefore }] = await Promise.all([import('../revision/change-lines.ts'), import('../report/outcome.ts')])
  const lines = changes === null ? [] : changeLines(changes)
  const undo = before.damaged || before.key === null ? damagedBefore({ kind: 'loaded', before, changes }) : `To undo it: ${commandOf('releases use', [before.key], { data: folders.data })}`
  process.stdout.write([...lines, undo, ''].join('\n'))
}

const withProgress = async (build: (tell: Tell) => Promise<Built>): Promise<Built> => {
  const line = createProgress()
  try {
    return await build(({ step, name, done, of }) => {
      if (step === 'wait') waitFor(name ?? null)
      else line.say([words[step], name].join(' ').trim(), done !== undefined && of ? done / of : undefined)
    })
  } finally {
    line.end()
  }
}
