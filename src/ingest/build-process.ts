import type { BuildMessage } from './build-in-process.ts'
import { buildRelease, type BuildOptions } from './build.ts'
import { RefusedInput } from '../model/refused-input.ts'

const say = (message: BuildMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`)

const options = JSON.parse(process.argv[2] ?? '') as BuildOptions
try {
  say({ kind: 'done', ...(await buildRelease({ ...options, progress: (progress) => say({ kind: 'progress', progress }) })) })
} catch (error) {
  if (!(error instanceof RefusedInput)) throw error
  say({ kind: 'refused', findings: error.findings })
  process.exitCode = 1
}
