import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kartlag, scratchFolder } from './run.ts'

const data = scratchFolder()
const keys = (...args: string[]) => kartlag(['keys', ...args, '--data', data])

test('a key is shown once, kept as its SHA-256, listed by name, and gone when revoked', async () => {
  expect(await keys()).toEqual({ code: 0, out: 'no keys\n', err: '' })
  const added = await keys('add', 'ola')
  expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/^kartlag_\S{43}\n$/), err: expect.stringContaining('cannot be shown again') })
  const kept = readFileSync(join(data, 'keys.json'), 'utf8')
  expect(kept).not.toContain(added.out.trim())
  expect(kept).toContain(createHash('sha256').update(added.out.trim()).digest('hex'))
  expect((await keys()).out).toMatch(/^name +created\nola +\d{4}-/)
  expect(await keys('revoke', 'olla')).toMatchObject({ code: 2, err: "error: there is no key named 'olla'; nearest: ola; allowed: ola\n" })
  expect((await keys('revoke', 'ola')).code).toBe(0)
  expect((await keys()).out).toBe('no keys\n')
})
