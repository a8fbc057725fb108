import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/server/serve.ts'
import { createWarehouseEndpoint } from '../../src/server/warehouse-endpoint.ts'

export type Row = Readonly<Record<string, string | number | null>>
export type Body = {
  readonly value: readonly Row[]
  readonly error: { readonly code: string; readonly message: string; readonly target?: string }
  readonly '@odata.context'?: string
  readonly '@odata.count'?: number
  readonly '@odata.nextLink'?: string
}
export type Got = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: Body }

/** A data directory behind HTTP, asked for what is under /odata. A path may be a whole address, such as that of a next page. */
export const serveOData = async (data: string, environment: Record<string, string> = {}) => {
  const config = readConfig({ data, port: 0, logLevel: 'silent' }, environment)
  const { url, close } = await serve(await createWarehouseEndpoint(data, config), config)
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Got> => {
    const response = await fetch(path.startsWith('http') ? path : `${url}/odata/${path}`, { headers })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Body }
  }
  const rows = async (path: string, headers: Record<string, string> = {}): Promise<readonly Row[]> => {
    const { status, text, body } = await get(path, headers)
    if (status !== 200) throw new Error(text)
    return body.value
  }
  /** All pages, by their links; and how many they were. */
  const pages = async (path: string, headers: Record<string, string> = {}): Promise<{ readonly rows: readonly Row[]; readonly pages: readonly Got[] }> => {
    const all: Got[] = []
    for (let next: string | undefined = path; next !== undefined; next = all.at(-1)?.body['@odata.nextLink']) all.push(await get(next, headers))
    return { rows: all.flatMap(({ body }) => body.value), pages: all }
  }
  return { url, get, rows, pages, close }
}
export type ServedOData = Awaited<ReturnType<typeof serveOData>>
