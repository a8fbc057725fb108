import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { addKey, createVerifier, listKeys, revokeKey } from '../../src/server/keys.ts'
import { serveSmall } from './small-server.ts'

let data: string
beforeEach(async () => {
  data = join(await mkdtemp(join(tmpdir(), 'kartlag-keys-')), 'data')
})

test('a key is shown once: the file holds its name and hash, and is for its owner only', async () => {
  const key = await addKey(data, 'ada')
  expect(key).toMatch(/^kartlag_[\w-]{43}$/)
  const text = await readFile(join(data, 'keys.json'), 'utf8')
  expect(text).not.toContain(key)
  expect((await stat(join(data, 'keys.json'))).mode & 0o777).toBe(0o600)
  expect(await listKeys(data)).toEqual([
    { name: 'ada', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), created: expect.stringMatching(/^\d{4}-/) },
  ])
})

test('a verifier notices keys that come and go', async () => {
  const verify = createVerifier(data)
  expect(await verify('kartlag_x')).toBe(false)
  const [ada, bo] = [await addKey(data, 'ada'), await addKey(data, 'bo')]
  expect([await verify(ada), await verify(bo), await verify(`${ada}x`), await verify('')]).toEqual([true, true, false, false])
  await revokeKey(data, 'ada')
  expect([await verify(ada), await verify(bo)]).toEqual([false, true])
})

test('a name that is taken, empty or not there is refused with the names there are', async () => {
  await addKey(data, 'ada')
  await expect(addKey(data, 'ada')).rejects.toThrow(/a key named 'ada' already; revoke it/)
  await expect(addKey(data, ' ')).rejects.toThrow(/needs a name/)
  await expect(revokeKey(data, 'bo')).rejects.toThrow(/no key named 'bo'; there are: ada/)
})

test('a damaged file lets nobody in and says what to do', async () => {
  await addKey(data, 'ada')
  await writeFile(join(data, 'keys.json'), '{"keys": [{"name": "ada", "sha256": "short"}]}')
  await expect(listKeys(data)).rejects.toThrow(/keys\.json does not hold a list of keys/)
  await expect(createVerifier(data)('kartlag_x')).rejects.toThrow(/put it right/)
})

test('a key makes a researcher of the public as soon as it is added, and 401 of its holder as soon as it is revoked', async () => {
  const server = await serveSmall()
  const ask = (authorization?: string) => server.post({ query: '{ role }' }, authorization === undefined ? {} : { authorization })
  expect((await ask()).json.data).toEqual({ role: 'public' })
  const key = await addKey(server.data, 'ada')
  expect((await ask(`Bearer ${key}`)).json.data).toEqual({ role: 'researcher' })
  expect((await ask(`bearer ${key}`)).json.data).toEqual({ role: 'researcher' })
  await revokeKey(server.data, 'ada')
  const refused = await ask(`Bearer ${key}`)
  expect([refused.status, refused.headers.get('www-authenticate'), refused.headers.get('kartlag-release')]).toEqual([401, 'Bearer', 'r1'])
  expect((await ask('')).status).toBe(401)
  await server.close()
})
