import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Runs one of this folder's TypeScript files in a process of its own, as this process would; aborting the signal kills it. */
export const spawnScript = (script: string, args: readonly string[], signal?: AbortSignal) => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href // MIT; runs src/ as it stands
  return spawn(process.execPath, ['--import', tsx, fileURLToPath(new URL(script, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, UV_THREADPOOL_SIZE: process.env['UV_THREADPOOL_SIZE'] ?? '16' },
    killSignal: 'SIGKILL',
    ...(signal ? { signal } : {}),
  })
}
