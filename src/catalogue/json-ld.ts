import { prefixes, type Resource } from './linked-data.ts'

/** A resource, and those within it, as JSON-LD. */
export const jsonLdOf = (resource: Resource): string => `${JSON.stringify({ '@context': prefixes, ...resource }, null, 1)}\n`
