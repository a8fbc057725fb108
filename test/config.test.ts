import { expect, test } from 'vitest'
import { describeSettings, readConfig } from '../src/config.ts'

test('a flag goes before the environment, the environment before the default', () => {
  const environment = { KARTLAG_PORT: '5000', KARTLAG_HOST: '0.0.0.0' }
  expect(readConfig({ port: '6000' }, environment)).toMatchObject({ port: 6000, host: '0.0.0.0', seeds: 'seeds', data: 'data' })
  expect(readConfig({}, {})).toMatchObject({ port: 4000, host: '127.0.0.1', maxBodyBytes: 1_048_576, maxTokens: 20_000, maxDepth: 15 })
  expect(readConfig({}, { KARTLAG_PORT: '' }).port).toBe(4000)
  expect(readConfig({}, { KARTLAG_PUBLIC_URL: 'https://data.example.org/' }).publicUrl).toBe('https://data.example.org')
})

for (const [flags, environment, said] of [
  [
    { port: 'http' },
    {},
    /--port is 'http', allowed is a whole number from 0 to 65535 \(port to listen on; 0 takes a free one; default 4000\)/,
  ],
  [{}, { KARTLAG_PORT: '70000' }, /KARTLAG_PORT is '70000', allowed is a whole number from 0 to 65535/],
  [{}, { KARTLAG_MAX_DEPTH: '1.5' }, /KARTLAG_MAX_DEPTH is '1\.5'/],
  [{}, { KARTLAG_PUBLIC_URL: 'data.example.org' }, /KARTLAG_PUBLIC_URL is 'data\.example\.org', allowed is an address with http or https/],
  [{}, { KARTLAG_LOG_LEVEL: 'loud' }, /allowed is fatal, error, warn, info/],
  [{}, { KARTLAG_PROT: '5000' }, /KARTLAG_PROT is no setting; did you mean KARTLAG_PORT\?/],
] as const)
  test(`${JSON.stringify({ ...flags, ...environment })} is refused with what is allowed`, () => {
    expect(() => readConfig(flags, environment)).toThrow(said)
    expect(() => readConfig(flags, environment)).toThrow(expect.objectContaining({ name: 'UsageError' }))
  })

test('variables that a container platform sets by itself are left alone', () => {
  expect(() => readConfig({}, { KARTLAG_SERVICE_HOST: '10.0.0.1', KARTLAG_PORT_4000_TCP: 'tcp://10.0.0.1:4000' })).not.toThrow()
})

test('every setting is described with its variable and default', () => {
  expect(describeSettings()).toContainEqual({ variable: 'KARTLAG_MAX_BODY_BYTES', fallback: '1048576', help: 'bytes of a request body' })
})
