import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { root } from './build.ts'

export type ShippedServer = { readonly url: string; readonly ask: (query: string) => Promise<Answer>; readonly stop: () => Promise<void> }
export type Answer = { readonly data?: Readonly<Record<string, unknown>> | null; readonly errors?: readonly { message: string; extensions?: { code?: string } }[] }

/** `kartlag serve` over a data directory, as a process of its own on a free port. */
export const serveShipped = async (data: string): Promise<ShippedServer> => {
  const words = ['serve', '--seeds', join(root, 'seeds'), '--data', data, '--port', '0']
  const child = spawn(process.execPath, [join(root, 'bin/kartlag.cjs'), ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, KARTLAG_LOG_LEVEL: 'silent' } })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      said += chunk.toString()
      const found = /at (http:\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`kartlag serve ended with ${code}: ${said}`)))
  })
  const ask = async (query: string): Promise<Answer> => {
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })
    return (await answer.json()) as Answer
  }
  const stop = async () => {
    child.removeAllListeners('exit')
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  return { url, ask, stop }
}
