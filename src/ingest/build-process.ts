import type { BuildMessage } from './build-in-process.ts'
import { buildRelease } from './build.ts'
import { RefusedInput } from './refused-input.ts'

const say = (message: BuildMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`)

const [seeds = '', data = ''] = process.argv.slice(2)
try {
  say({ kind: 'done', ...(await buildRelease({ seeds, data, progress: (progress) => say({ kind: 'progress', progress }) })) })
} catch (error) {
  if (!(error instanceof RefusedInput)) throw error
  say({ kind: 'refused', findings: error.findings })
  process.exitCode = 1
}
