import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import type { Endpoint } from '../../src/server/endpoint.ts'
import { createLog } from '../../src/server/log.ts'
import { serve } from '../../src/server/serve.ts'
import { smallEndpoint } from './small-endpoint.ts'

/** A real server on a free port of 127.0.0.1, with an empty data directory; `lines` is its log. */
export const serveSmall = async (settings: Readonly<Record<string, unknown>> = {}, overrides: Partial<Endpoint> = {}) => {
  const data = await mkdtemp(join(tmpdir(), 'kartlag-'))
  const { endpoint, watch } = smallEndpoint(overrides)
  const lines: string[] = []
  const config = readConfig({ data, port: 0, logLevel: 'info', ...settings }, {})
  const served = await serve(endpoint, config, createLog(config.logLevel, { write: (line) => void lines.push(line) }))
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
  const close = async () => {
    await served.close()
    await rm(data, { recursive: true, force: true })
  }
  return { url: served.url, close, graphql: url, data, watch, lines, post }
}
export type Answer = {
  data?: Record<string, unknown> | null
  errors?: { message: string; path?: string[]; extensions: Record<string, unknown> & { code: string } }[]
  extensions?: { release?: string }
}
