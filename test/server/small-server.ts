import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import type { Endpoint } from '../../src/server/endpoint.ts'
import { serve } from '../../src/server/serve.ts'
import { smallEndpoint } from './small-endpoint.ts'

/** A real server on a free port of 127.0.0.1, with an empty data directory. */
export const serveSmall = async (settings: Readonly<Record<string, unknown>> = {}, overrides: Partial<Endpoint> = {}) => {
  const data = await mkdtemp(join(tmpdir(), 'kartlag-'))
  const { endpoint, watch } = smallEndpoint(overrides)
  const served = await serve(endpoint, readConfig({ data, port: 0, logLevel: 'silent', ...settings }, {}))
  const url = `${served.url}/graphql`
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as Answer }
  }
  return { ...served, graphql: url, data, watch, post }
}
export type Answer = {
  data?: Record<string, unknown> | null
  errors?: { message: string; path?: string[]; extensions: Record<string, unknown> & { code: string } }[]
  extensions?: { release?: string }
}
