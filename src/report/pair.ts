/** The wave that is loaded beside the one before it in the survey; `before` null: there is none, or nothing to compare with. */
export type Pair<T> = { readonly now: T; readonly before: T | null }

/** Numbers of the two waves in the stage tables. */
export type Waves = Pair<number>

/** The wave of a row: `now`, `before`, or null for any other. */
export const sideOf = ({ now, before }: Waves, wave: unknown): 'now' | 'before' | null =>
  wave === now ? 'now' : wave === before ? 'before' : null

export const wavesOf = ({ now, before }: Waves): number[] => (before === null ? [now] : [now, before])
