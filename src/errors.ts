import { GraphQLError } from 'graphql'

export type ErrorExtensions = { readonly code?: string; readonly [name: string]: unknown }

/** A mistake in a request: shown as it is, code BAD_USER_INPUT unless `extensions.code` says otherwise. */
export const userError = (message: string, extensions: ErrorExtensions = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', ...extensions } })

/** The code an error carries for who asked; null for one that is none of their business. */
export const codeForUser = (error: unknown): string | null => {
  const code = (error as { extensions?: { code?: unknown } } | null)?.extensions?.code
  return typeof code === 'string' ? code : null
}

/** Whether an error says that what was asked cannot be, rather than that answering failed. */
export const isUserError = (error: unknown): boolean => codeForUser(error) === 'BAD_USER_INPUT'

/** What is asked; null where a user error says that it cannot be. */
export const orNull = <T>(ask: () => T): T | null => {
  try {
    return ask()
  } catch (error) {
    if (isUserError(error)) return null
    throw error
  }
}

/** A mistake in how the program was started: a flag, a setting, an argument. The command ends with exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}
