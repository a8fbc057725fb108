import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

export const root = join(import.meta.dirname, '../..')
const seeds = join(root, 'seeds')
const cache = join(root, 'node_modules/.cache/kartlag')

const kartlag = async (...words: readonly string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [join(root, 'bin/kartlag.cjs'), ...words], { cwd: root })).stdout

/**
 * Builds the shipped seeds and gives a data directory of its own with that one release. What was built is kept in node_modules/.cache:
 * a release is a function of its inputs, so the next run takes it from there. Throws with what the program said.
 */
export const buildShipped = async (): Promise<string> => {
  const key = /release (\w+)/.exec(await kartlag('build', '--unpublished', '--seeds', seeds, '--data', cache))?.[1]
  if (key === undefined) throw new Error('kartlag build named no release')
  const data = mkdtempSync(join(tmpdir(), 'kartlag-shipped-'))
  mkdirSync(join(data, 'releases'))
  cpSync(join(cache, 'releases', key), join(data, 'releases', key), { recursive: true })
  writeFileSync(join(data, 'current'), `${key}\n`)
  await kartlag('releases', 'prune', '--keep', '2', '--data', cache)
  return data
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)))

/** Tests ask an address for the data directory; the first one that does starts the build, so that a run without such tests has none. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  let data: Promise<string> | undefined
  const server = createServer((_, response) => {
    data ??= buildShipped()
    data.then(
      (folder) => response.end(folder),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
  project.provide('shipped', await listen(server))
  return async () => {
    server.close()
    if (data) rmSync(await data.catch(() => cache + '/none'), { recursive: true, force: true })
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Address that answers with the data directory of the shipped warehouse. */
    shipped: string
  }
}
