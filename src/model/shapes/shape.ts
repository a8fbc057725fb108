import { z } from 'zod' // MIT; one declaration gives the check and the TypeScript type

/**
 * An object whose keys are all known. The message of an unknown key is `what: key, key` (all allowed ones), which
 * shape-findings.ts turns into a sentence with the nearest match.
 */
export function shape<T extends z.core.$ZodShape>(what: string, keys: T): z.ZodObject<T, z.core.$strict> {
  const allowed = `${what}: ${Object.keys(keys).join(', ')}`
  return z.strictObject(keys, { error: (issue) => (issue.code === 'unrecognized_keys' ? allowed : undefined) })
}

/** Words per language; which languages must be there is a rule of its own. */
export const text = z.record(z.string(), z.string().min(1))

/** Ids are only text here: their pattern is a rule, so that a bad id does not take its whole entry away. */
export const id = z.string().min(1)

export const year = z.int().min(1800).max(2200)

/** File text -> meaning; a list means not answered. */
export const missing = z.union([z.array(z.string()), z.record(z.string(), z.enum(['not_answered', 'not_asked', 'suppressed']))])
