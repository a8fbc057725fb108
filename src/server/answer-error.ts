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

/** Turns what a route or Fastify throws into an answer. Faults are logged under the reference they show. */
export const answerError =
  (config: Config, releaseOf: () => string | undefined) => (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const release = releaseOf()
    if (error instanceof GraphQLError) return answerUserError(error, reply, release)
    const failure = expectedFailure(error)
    if (failure) {
      if (failure.status === 503) reply.header('retry-after', '1')
      return sendError(reply, failure.status, failure.code, failure.message, release)
    }
    const refusal = known[error.code]
    if (refusal) return sendError(reply, error.statusCode ?? 400, refusal.code, refusal.message(config), release)
    if (error.statusCode !== undefined && error.statusCode < 500)
      return sendError(reply, error.statusCode, 'BAD_REQUEST', error.message, release)
    request.log.error({ err: error, reference: request.id }, 'a fault in answering a request')
    return sendError(reply, 500, 'INTERNAL_SERVER_ERROR', faultMessage(request.id), release, { reference: request.id })
  }

const answerUserError = (error: GraphQLError, reply: FastifyReply, release: string | undefined) => {
  const { code, http, ...extra } = error.extensions
  const status = (http as { status?: number } | undefined)?.status ?? 400
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return sendError(reply, status, String(code ?? 'BAD_USER_INPUT'), error.message, release, extra)
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
