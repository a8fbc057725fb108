// Run as a process of its own by lifetime.test.ts: says its address, then a dot when a request is being answered.
import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/server/serve.ts'
import { closedOnSignal } from '../../src/server/shutdown.ts'
import { smallEndpoint } from './small-endpoint.ts'

const { endpoint, watch } = smallEndpoint()
const { url, close } = await serve(endpoint, readConfig({ port: 0, logLevel: 'silent' }, {}))
const closed = closedOnSignal(close)
console.log(url)
await watch.running
console.log('.')
await closed
