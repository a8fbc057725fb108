import { createInterface } from 'node:readline'
import type { Finding } from '../model/finding.ts'
import type { BuildOptions, Progress } from './build.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { spawnScript } from './spawn-script.ts'

/** What the process of a build says, one JSON object a line. */
export type BuildMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly key: string; readonly made: boolean }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }

export type ApartOptions = Omit<BuildOptions, 'accepted' | 'staged'> & { readonly signal?: AbortSignal }

/**
 * `buildRelease` in a process of its own, so that a server goes on answering meanwhile and a crash of one is not one of the other.
 * Throws as `buildRelease` does; aborting the signal kills the process, which leaves the releases as they were.
 */
export const buildInProcess = async ({ progress, signal, ...options }: ApartOptions): Promise<{ key: string; made: boolean }> => {
  const child = spawnScript('./build-process.ts', [JSON.stringify(options)], signal)
  const closed = new Promise<string>((resolve, reject) => {
    child.on('close', (code, killed) => resolve(killed ?? String(code)))
    child.on('error', (error) => (error.name === 'AbortError' ? undefined : reject(error)))
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  let done: { key: string; made: boolean } | undefined
  let findings: readonly Finding[] | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as BuildMessage
    if (message.kind === 'progress') progress?.(message.progress)
    else if (message.kind === 'refused') findings = message.findings
    else done = { key: message.key, made: message.made }
  }
  const ended = await closed
  if (findings) throw new RefusedInput(findings)
  if (done && ended === '0') return done
  throw new Error(`the build ended with ${ended}; the release before is still current${complaint === '' ? '' : `\n${complaint.trim()}`}`)
}
