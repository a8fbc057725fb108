import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'

/** Time limit for hooks that may have to wait for the build. */
export const buildTime = 600_000

/** The data directory of the shipped warehouse, built once for the whole run. It is shared: copy it before changing anything in it. */
export const shippedData = async (): Promise<string> => {
  // Not fetch, which gives up after five minutes without a header.
  const [answer] = (await once(get(inject('shipped')), 'response')) as [IncomingMessage]
  const said = await text(answer)
  if (answer.statusCode !== 200) throw new Error(said)
  return said
}
