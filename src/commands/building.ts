import type { ApartOptions } from '../ingest/build-in-process.ts'
import type { BuildOptions, Progress } from '../ingest/build.ts'
import { createProgress } from './progress.ts'

const words = {
  model: 'reading the model',
  answers: 'reading',
  facts: 'making facts of',
  checks: 'checking',
  verify: 'verifying',
  publish: 'publishing',
} as const

type Built = Promise<{ key: string; made: boolean }>

/** Builds a release with progress on the terminal. Throws RefusedInput with every mistake in the input. */
export const buildWithProgress = async (options: Omit<BuildOptions, 'progress'>): Built => {
  const { buildRelease } = await import('../ingest/build.ts')
  return withProgress((progress) => buildRelease({ ...options, progress }))
}

/** The same in a process of its own, for one that goes on afterwards. */
export const buildApartWithProgress = async (options: Omit<ApartOptions, 'progress'>): Built => {
  const { buildInProcess } = await import('../ingest/build-in-process.ts')
  return withProgress((progress) => buildInProcess({ ...options, progress }))
}

const withProgress = async (build: (progress: (now: Progress) => void) => Built): Built => {
  const line = createProgress()
  try {
    return await build(({ step, name }) => line.say([words[step], name].join(' ').trim()))
  } finally {
    line.end()
  }
}
