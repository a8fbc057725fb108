import { maxHeaderSize, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import type { Config } from '../config.ts'
import { expectedFailure, faultMessage } from './failure.ts'

const bodyOf = (code: string, message: string, release?: string, extra: object = {}): string =>
  `${JSON.stringify({ errors: [{ message, extensions: { code, ...extra } }], ...(release && { extensions: { release } }) })}\n`

/** An answer that is only an error, in the shape of GraphQL's, whatever the route. */
export const sendError = (
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
  release?: string,
  extra: object = {},
): FastifyReply =>
  reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(bodyOf(code, message, release, extra))

type Known = { readonly code: string; readonly message: (config: Config) => string }
// Refusals of Fastify's own, in words that tell the limit or the way out.
const known: Readonly<Record<string, Known>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'BODY_TOO_LARGE',
    message: ({ maxBodyBytes }) =>
      `The request body is larger than ${maxBodyBytes} bytes, which is the limit. ` +
      'Ask for fewer areas or members at a time, or leave the list out to get all.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: () => 'Send the query as JSON, with `Content-Type: application/json`, or in the URL: `GET /graphql?query=…`.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'BAD_REQUEST', message: () => 'The request body is empty. Send JSON: {"query": "{ … }"}.' },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    code: 'BAD_REQUEST',
    message: () =>
      'The request body is not valid JSON, or holds a forbidden name such as __proto__. Send {"query": "{ … }", "variables": { … }}.',
  },
}

type Refusal = { readonly status: number; readonly code: string; readonly message: string; readonly extra?: object }

/** The release an answer was to come from, as its header has it; where it has none yet, it gets that of now. */
const namedIn = (reply: FastifyReply, releaseOf: () => string | undefined): string | undefined => {
  const named = reply.getHeader('kartlag-release')
  if (typeof named === 'string') return named
  const release = releaseOf()
  if (release !== undefined) reply.header('kartlag-release', release)
  return release
}

/** Turns what a route or Fastify throws into an answer. Faults are logged under the reference they show; `note` learns the code. `send`: in whose shape. */
export const answerError =
  (config: Config, releaseOf: () => string | undefined, note: (request: FastifyRequest, code: string) => void, send: typeof sendError = sendError) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { status, code, message, extra } = refusalOf(error, config) ?? fault(error, request)
    note(request, code)
    if (status === 503) reply.header('retry-after', '1')
    if (status === 401) reply.header('www-authenticate', 'Bearer')
    return send(reply, status, code, message, namedIn(reply, releaseOf), extra)
  }

const refusalOf = (error: FastifyError, config: Config): Refusal | null => {
  if (error instanceof GraphQLError) {
    const { code, http, ...extra } = error.extensions
    return {
      status: (http as { status?: number } | undefined)?.status ?? 400,
      code: String(code ?? 'BAD_USER_INPUT'),
      message: error.message,
      extra,
    }
  }
  const failure = expectedFailure(error)
  if (failure) return failure
  const status = error.statusCode ?? 500
  const refusal = known[error.code]
  if (refusal) return { status, code: refusal.code, message: refusal.message(config) }
  return status < 500 ? { status, code: 'BAD_REQUEST', message: error.message } : null
}

const fault = (err: FastifyError, { id, log }: FastifyRequest): Refusal => {
  log.error({ err, reference: id }, 'a fault in answering a request')
  return { status: 500, code: 'INTERNAL_SERVER_ERROR', message: faultMessage(id), extra: { reference: id } }
}

const unread: Readonly<Record<string, readonly [status: number, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'HEADERS_TOO_LARGE',
    `The address and headers are larger than ${maxHeaderSize} bytes, which is the limit. Send a long query with POST.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'REQUEST_TIMEOUT', 'The request did not arrive in time. Send it in one go.'],
}

/** Answers what is not even a request: too long, too slow or not HTTP. There is no reply object yet, so it is written by hand. */
export const answerUnread = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, code, message] = unread[error.code ?? ''] ?? [400, 'BAD_REQUEST', 'This is not an HTTP request.']
  const body = bodyOf(code, message)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
