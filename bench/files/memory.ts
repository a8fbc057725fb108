import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

export type Download = {
  readonly rows: number
  readonly megabytes: number
  /** Until the first byte came, and until the last. */
  readonly first: number
  readonly seconds: number
  /** Most that the server ever had in memory, and of that before it was asked, in MiB. */
  readonly peak: number
  readonly before: number
  /** Longest that another request had to wait meanwhile, in seconds. */
  readonly longest: number
}

const peakOf = (process: number | undefined): number => Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1]) / 1024)

/** Asks for its health again and again until told to stop. */
const longestWait = async (url: string, signal: AbortSignal): Promise<number> => {
  let longest = 0
  while (!signal.aborted) {
    const start = performance.now()
    await fetch(`${url}/health`).then((response) => response.text())
    longest = Math.max(longest, (performance.now() - start) / 1000)
    await setTimeout(20)
  }
  return longest
}

/** Starts a server of its own, takes one file from it, and says how long it took and how much memory the server had at most. */
export const download = async (data: string, path: string, options: readonly string[] = []): Promise<Download> => {
  const program = join(import.meta.dirname, '../../bin/kartlag.cjs')
  const env = { ...process.env, KARTLAG_LOG_LEVEL: 'silent' }
  const server = spawn(process.execPath, [...options, program, 'serve', '--data', data, '--port', '0'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', (said: Buffer) => /http:\S+/.exec(said.toString())?.[0] && resolve(/http:\S+/.exec(said.toString())?.[0] ?? ''))
      server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    })
    const before = peakOf(server.pid)
    const asked = new AbortController()
    const waits = longestWait(url, asked.signal)
    const start = performance.now()
    const response = await fetch(`${url}/data/${path}`)
    if (response.status !== 200 || !response.body) throw new Error(await response.text())
    let [bytes, first] = [0, 0]
    for await (const piece of response.body) {
      first ||= performance.now() - start
      bytes += (piece as Uint8Array).length
    }
    const seconds = (performance.now() - start) / 1000
    asked.abort()
    return { rows: Number(response.headers.get('kartlag-row-count')), megabytes: bytes / 1e6, first: first / 1000, seconds, peak: peakOf(server.pid), before, longest: await waits }
  } finally {
    server.kill()
  }
}
