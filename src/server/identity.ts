import type { FastifyRequest } from 'fastify'
import { userError } from '../errors.ts'
import type { Role } from './endpoint.ts'
import { createVerifier } from './keys.ts'

/**
 * Who asks: a key of the data directory makes a researcher, no key the public. Throws a user error with HTTP status 401 for anything else,
 * so that a mistyped key is never taken for the public.
 */
export const createIdentity = (data: string) => {
  const verify = createVerifier(data)
  return async ({ headers: { authorization } }: FastifyRequest): Promise<Role> => {
    if (authorization === undefined) return 'public'
    const key = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(authorization.trim())?.[1]
    if (key !== undefined && (await verify(key))) return 'researcher'
    throw userError(
      'This key is not known here. Send `Authorization: Bearer KEY` with a key that is in use, or no key at all for what is public.',
      {
        code: 'UNAUTHENTICATED',
        http: { status: 401 },
      },
    )
  }
}
