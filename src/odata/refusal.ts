import { userError } from '../errors.ts'

/** A mistake in a request. `target`: the option or part of the address that is wrong. */
export const wrong = (target: string, message: string) => userError(`${target}: ${message}`, { target })

/** What OData has and this service does not: 501, never left out silently. */
export const unsupported = (target: string, message: string) =>
  userError(`${target}: ${message}`, { code: 'NOT_IMPLEMENTED', target, http: { status: 501 } })

export const notFound = (message: string) => userError(message, { code: 'NOT_FOUND', http: { status: 404 } })
