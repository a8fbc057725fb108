import { createInterface } from 'node:readline'
import type { Finding } from '../model/finding.ts'
import type { BuildOptions, Built, Progress } from './build-options.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { ReleaseError } from '../release/release-error.ts'
import { spawnScript } from './spawn-script.ts'

/** What the process of a build says, one JSON object a line. */
export type BuildMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly built: Built }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }
  | { readonly kind: 'unusable'; readonly message: string }

/** What a process can be told: not what looks at a release on its way. */
export type ApartOptions = Omit<BuildOptions, 'checkWave' | 'staged' | 'compare'> & { readonly signal?: AbortSignal }

/**
 * `buildRelease` in a process of its own, so that a server goes on answering meanwhile and a crash of one is not one of the other.
 * Throws as `buildRelease` does; aborting the signal kills the process, which leaves the releases as they were.
 */
export const buildInProcess = async ({ progress, signal, ...options }: ApartOptions): Promise<Built> => {
  const child = spawnScript('./build-process.ts', [JSON.stringify(options)], signal)
  const closed = new Promise<string>((resolve, reject) => {
    child.on('close', (code, killed) => resolve(killed ?? String(code)))
    child.on('error', (error) => (error.name === 'AbortError' ? undefined : reject(error)))
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  let done: Built | undefined
  let findings: readonly Finding[] | undefined
  let unusable: string | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as BuildMessage
    if (message.kind === 'progress') progress?.(message.progress)
    else if (message.kind === 'refused') findings = message.findings
    else if (message.kind === 'unusable') unusable = message.message
    else done = message.built
  }
  const ended = await closed
  if (findings) throw new RefusedInput(findings)
  if (unusable !== undefined) throw new ReleaseError(unusable)
  if (done && ended === '0') return done
  throw new Error(`the build ended with ${ended}; the release before is still current${complaint === '' ? '' : `\n${complaint.trim()}`}`)
}
