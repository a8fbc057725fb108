import type { BuildMessage } from './build-in-process.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { ReleaseError } from '../release/release-error.ts'
import type { BuildOptions } from './build-options.ts'
import { buildRelease } from './build.ts'

const say = (message: BuildMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`)

const options = JSON.parse(process.argv[2] ?? '') as BuildOptions
try {
  say({ kind: 'done', built: await buildRelease({ ...options, progress: (progress) => say({ kind: 'progress', progress }) }) })
} catch (error) {
  if (error instanceof RefusedInput) say({ kind: 'refused', findings: error.findings })
  else if (error instanceof ReleaseError) say({ kind: 'unusable', message: error.message })
  else throw error
  process.exitCode = 1
}
