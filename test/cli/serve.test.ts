import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { kartlag, scratchFolder, schools, start } from './run.ts'

const data = scratchFolder()

/** Starts `serve` and resolves with its address once it has said it. */
const serving = async (args: readonly string[]) => {
  const child = start(['serve', '--seeds', schools, ...args], { KARTLAG_PORT: '0' })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  let complained = ''
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    void ended.then((code) => reject(new Error(`ended with ${code}: ${complained}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = /serves release \S+ at (http:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
  })
  return { url, child, ended, said: () => said }
}

test('serve builds where there is no release, says where it is and what the numbers are, answers, and ends with 0 on a signal', async () => {
  const { url, child, ended, said } = await serving(['--data', data])
  expect(existsSync(join(data, 'current'))).toBe(true)
  const answer = await fetch(`${url}/graphql?query=${encodeURIComponent('{ warehouse { title } }')}`, { headers: { accept: 'application/json' } })
  expect(await answer.json()).toMatchObject({ data: { warehouse: { title: 'School survey' } } })
  const table = await fetch(`${url}/data/staffing.csv?indicators=posts`)
  expect([table.status, (await table.text()).split('\r\n').length]).toEqual([200, 5])
  expect(said()).toContain('Invented schools, small enough to compute by hand.')

  const taken = await kartlag(['serve', '--seeds', schools, '--data', data, '--port', new URL(url).port])
  expect(taken).toMatchObject({ code: 2, err: expect.stringMatching(/--port/) })
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('serve does not start on input it refuses', async () => {
  const { code, err } = await kartlag(['serve', '--seeds', 'nowhere', '--data', join(data, 'none'), '--port', '0'])
  expect([code, err]).toEqual([1, expect.stringMatching(/there is no folder nowhere/)])
})
