// A server that does nothing but send the bytes it was started with: `tsx bare.ts FILE CONTENT_TYPE`. Says its port.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const [file = '', type = ''] = process.argv.slice(2)
const body = readFileSync(file)
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': type, 'content-length': body.length })
  response.end(body)
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
