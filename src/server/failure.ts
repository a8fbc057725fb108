import { GraphQLError, type GraphQLFormattedError } from 'graphql'

/** What failed, as the outside may see it: a status for when nothing else was answered, a code and words. */
export type Failure = { readonly status: number; readonly code: string; readonly message: string }

// Failures of the data layer that are nobody's mistake in the text; told by their `code`.
const expected: Readonly<Record<string, { status: number; message: (said: string) => string }>> = {
  OVERLOADED: { status: 503, message: () => 'The server has more queries than it can run. Try again in a second' },
  TIMEOUT: { status: 504, message: (said) => `${said}. Ask for fewer years, areas or dimensions at a time` },
  MEMORY: {
    status: 503,
    message: () => 'This query needs more memory than a query may have. Ask for fewer years, areas or dimensions at a time',
  },
  ABORTED: { status: 499, message: () => 'The request ended before its answer was ready' },
}

/** The error a resolver threw, without the wrapping of graphql-js. */
export const causeOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error

/** A failure of the data layer that is expected under load; null for every other error. */
export const expectedFailure = (error: unknown): Failure | null => {
  const cause = causeOf(error)
  const code = cause instanceof Error && !(cause instanceof GraphQLError) ? (cause as { code?: unknown }).code : undefined
  const known = typeof code === 'string' && Object.hasOwn(expected, code) ? expected[code] : undefined
  return known ? { status: known.status, code: String(code), message: known.message((cause as Error).message) } : null
}

/** True for an error whose words are not for users: whatever is neither their mistake nor an expected failure. */
export const isFault = (error: unknown): boolean => expectedFailure(error) === null && userCode(error) === null

/**
 * An error as users see it: their own mistakes in full, expected failures in our words, anything else as INTERNAL_SERVER_ERROR with the
 * reference under which it was logged. Place and path stay.
 */
export const presentError = (formatted: GraphQLFormattedError, error: unknown, reference: string): GraphQLFormattedError => {
  const failure = expectedFailure(error)
  if (failure) return { ...formatted, message: failure.message, extensions: { code: failure.code } }
  const code = userCode(error) ?? userCode(formatted)
  if (code === null) return { ...formatted, message: faultMessage(reference), extensions: { code: 'INTERNAL_SERVER_ERROR', reference } }
  return { ...formatted, message: helpful(formatted.message), extensions: { ...formatted.extensions, code } }
}

export const faultMessage = (reference: string) =>
  `Something went wrong here, not in your query. Tell us the reference ${reference} and we can find out what`

// graphql-js and Pothos report some mistakes of users without a code.
const uncoded = (error: GraphQLError) =>
  error.name === 'PothosValidationError' ||
  (!error.originalError && /^Argument "|^Variable "|^Must provide operation|^Unknown operation/.test(error.message))

/** The code that an error or one it wraps carries, where that is one for users. */
const userCode = (error: unknown): string | null => {
  const own = (error as { extensions?: { code?: unknown } } | null)?.extensions?.code
  if (typeof own === 'string' && own !== 'INTERNAL_SERVER_ERROR') return own
  if (!(error instanceof GraphQLError)) return null
  return (error.originalError && userCode(error.originalError)) ?? (uncoded(error) ? 'BAD_USER_INPUT' : null)
}

const helpful = (message: string): string => {
  const tokens = /contains more that (\d+) tokens/.exec(message)?.[1]
  if (tokens)
    return (
      `This query has more than ${tokens} words and signs, which is the limit. ` +
      'Pass lists as variables, use fragments, or ask in several queries.'
    )
  if (message === 'Validation aborted.')
    return 'This query repeats the same fields too often to be checked. Name each field once per selection.'
  return message
}
