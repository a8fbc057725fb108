import type { BuildOptions } from '../ingest/build.ts'
import { createProgress } from './progress.ts'

const words = {
  model: 'reading the model',
  answers: 'reading',
  facts: 'making facts of',
  checks: 'checking',
  verify: 'verifying',
  publish: 'publishing',
} as const

/** Builds a release with progress on the terminal. Throws RefusedInput with every mistake in the input. */
export const buildWithProgress = async (options: Omit<BuildOptions, 'progress'>): Promise<{ key: string; made: boolean }> => {
  const { buildRelease } = await import('../ingest/build.ts')
  const line = createProgress()
  try {
    return await buildRelease({ ...options, progress: ({ step, name }) => line.say([words[step], name].join(' ').trim()) })
  } finally {
    line.end()
  }
}
