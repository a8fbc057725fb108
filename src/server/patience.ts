import type { FastifyReply } from 'fastify'
import type { GraphQLError } from 'graphql'
import { userError } from '../errors.ts'

/**
 * How long a request may go on. `signal` is aborted when the client hangs up, the time is over or `stop` is called; `timedOut` rejects
 * then, with what the answer shall say. `end` is to be called when there is an answer.
 */
export const patience = (reply: FastifyReply, seconds: number) => {
  const controller = new AbortController()
  let stop: (error: GraphQLError) => void = () => undefined
  const timedOut = new Promise<never>((_, reject) => {
    stop = (error) => {
      controller.abort(error)
      reject(error)
    }
  })
  // There may be nobody waiting for it any more.
  timedOut.catch(() => undefined)
  reply.raw.once('close', () => reply.raw.writableFinished || stop(hungUp()))
  const timer = setTimeout(() => stop(tooLong(seconds)), seconds * 1000)
  return { signal: controller.signal, timedOut, stop, end: () => clearTimeout(timer) }
}

const hungUp = () => userError('The client hung up.', { code: 'ABORTED', http: { status: 499 } })

const tooLong = (seconds: number) =>
  userError(`This request took longer than ${seconds} seconds, which is the limit. Ask for fewer years, areas or dimensions at a time.`, {
    code: 'TIMEOUT',
    http: { status: 504 },
  })
