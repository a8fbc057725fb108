import { pino, type DestinationStream, type Logger } from 'pino' // MIT, Fastify's own logger

/**
 * One JSON line per event, without personal data: no addresses, no headers, no query texts or variables, no URLs with their parameters.
 * Faults are logged with name, message and stack only, for a GraphQLError carries the text of the query.
 */
export const createLog = (level: string, destination: DestinationStream = pino.destination(1)): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: fault, error: fault, req: () => undefined, res: () => undefined },
    },
    destination,
  )

const fault = (error: unknown) =>
  error instanceof Error
    ? { name: error.name, message: error.message, code: (error as { code?: unknown }).code, stack: error.stack }
    : { message: String(error) }
