/** What to do with units of another year that were divided between areas: divide them, give no value, or join the areas. */
export type AreaPolicy = 'allocate' | 'withhold' | 'cluster'

/** What holds at a level where nothing is asked for: one unit divided says nothing certain of its parts, in a wide area it matters little. */
export const policyAt = (level: string, base: string | null, chosen: AreaPolicy | null): AreaPolicy =>
  chosen ?? (level === base ? 'withhold' : 'allocate')
