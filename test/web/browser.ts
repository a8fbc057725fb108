import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

type Message = {
  id?: number
  method?: string
  params?: Record<string, unknown>
  result?: Record<string, unknown>
  error?: { message: string }
}

/** Path of an installed Chromium, or null. */
export const findBrowser = (): string | null => {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const places = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [process.env.CHROME_PATH, ...places].find((path) => path !== undefined && isProgram(path)) ?? null
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** One page of a real browser, driven over its debugging pipe. Keeps the addresses it loads and the errors of its console. */
export const openPage = async (program: string, size = { width: 1280, height: 800 }) => {
  const profile = mkdtempSync(join(tmpdir(), 'kartlag-browser-'))
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
  ]
  const child = spawn(program, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const [, , , to, from] = child.stdio as unknown as [null, null, null, Writable, Readable]
  const waiting = new Map<number, { resolve: (result: Record<string, unknown>) => void; reject: (error: Error) => void }>()
  const requested: string[] = []
  const complaints: string[] = []
  let last = 0
  let session: string | undefined

  const receive = (message: Message) => {
    const { id, method, params = {} } = message
    if (id !== undefined) {
      const one = waiting.get(id)
      waiting.delete(id)
      if (message.error) one?.reject(new Error(message.error.message))
      else one?.resolve(message.result ?? {})
    }
    if (method === 'Network.requestWillBeSent') requested.push((params.request as { url: string }).url)
    if (method === 'Runtime.exceptionThrown') complaints.push(JSON.stringify(params.exceptionDetails))
    if (method === 'Log.entryAdded' && (params.entry as { level: string }).level === 'error') complaints.push(JSON.stringify(params.entry))
  }
  let rest = ''
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) receive(JSON.parse(part) as Message)
  })
  const send = (method: string, params: object = {}): Promise<Record<string, unknown>> => {
    last += 1
    to.write(`${JSON.stringify({ id: last, method, params, sessionId: session })}\0`)
    return new Promise((resolve, reject) => waiting.set(last, { resolve, reject }))
  }

  const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
  session = (await send('Target.attachToTarget', { targetId, flatten: true })).sessionId as string
  for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await send(`${domain}.enable`)
  await send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false })

  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails))
    return (result as { value?: unknown }).value
  }
  /** Resolves with the value of an expression once it is truthy, on this page or the one it leads to. */
  const until = async (expression: string, seconds = 30): Promise<unknown> => {
    const deadline = Date.now() + seconds * 1000
    const watch = `new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('not within ${seconds} s')), ${seconds * 1000})
      const look = () => { const value = (${expression}); if (value) { clearTimeout(late); resolve(value instanceof Node ? true : value) } else setTimeout(look, 30) }
      look()
    })`
    for (;;) {
      try {
        return await evaluate(watch)
      } catch (error) {
        if (!/navigated|context/.test(String(error)) || Date.now() > deadline) throw new Error(`${expression}: ${String(error)}`)
      }
    }
  }
  return {
    requested,
    complaints,
    evaluate,
    go: (url: string) => send('Page.navigate', { url }),
    /** Does something that may leave the page. */
    later: (statement: string) => evaluate(`void setTimeout(() => { ${statement} })`),
    until,
    prefer: (scheme: 'light' | 'dark') =>
      send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] }),
    picture: async () => Buffer.from((await send('Page.captureScreenshot', { format: 'png' })).data as string, 'base64'),
    close: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      session = undefined
      void send('Browser.close')
      await gone
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
