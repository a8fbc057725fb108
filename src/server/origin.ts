import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'

/** The address of this server as others know it: the public one where it is set, else that of the request; without a slash at the end. */
export const originOf = (request: FastifyRequest, { publicUrl }: Pick<Config, 'publicUrl'>): string => {
  if (publicUrl !== '') return publicUrl
  const asked = `${request.protocol}://${request.host}`
  return URL.canParse(asked) ? new URL(asked).origin : ''
}
