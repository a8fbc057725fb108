import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const program = fileURLToPath(new URL('../../bin/kartlag.cjs', import.meta.url))
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KARTLAG_')))
export const schools = fileURLToPath(new URL('../schools', import.meta.url))

export type Run = { readonly code: number | null; readonly out: string; readonly err: string }

/** Starts the program as a shell would; no flag and no environment but those given. */
export const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = tmpdir()) =>
  spawn(process.execPath, [program, ...args], { cwd, env: { ...environment, ...env } })

/** Runs the program to its end. */
export const kartlag = (args: readonly string[], { env = {}, input = '', cwd = tmpdir() }: { env?: Record<string, string>; input?: string; cwd?: string } = {}): Promise<Run> =>
  new Promise((resolve, reject) => {
    const child = start(args, env, cwd)
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
    child.stdin.end(input)
  })

/** A folder that is gone after the tests of the file. */
export const scratchFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kartlag-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
