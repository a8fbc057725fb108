import type { Text } from '../model/model.ts'
import type { Quality } from './quality.ts'
import type { ToldQuestion } from './questions.ts'

/** A question whose mean, or the share of whose option (`what`), moved; shares are 0..1. `answered`: answers in each year. */
export type Moved = {
  readonly question: ToldQuestion
  readonly what: 'mean' | Text
  readonly now: number
  readonly before: number
  readonly answered: { readonly now: number; readonly before: number }
}

const noticeable = 2 // standard errors

/** The questions whose answers differ most from the year before, as far as chance does not explain it. */
export const movedMost = ({ numbers, shares }: Quality, most: number): Moved[] => {
  const all = [
    ...numbers.flatMap(({ question, moved, stats, answered }) =>
      moved === null || stats.now === null || stats.before === null || answered.before === null
        ? []
        : [
            {
              score: moved,
              question,
              what: 'mean' as const,
              now: stats.now.mean,
              before: stats.before.mean,
              answered: ofBoth(answered.now, answered.before),
            },
          ],
    ),
    ...shares.flatMap(({ question, moved, options, answered }) => {
      const { before } = answered
      if (moved === null || before === null) return []
      const share = (chosen: number | null, of: number) => (chosen ?? 0) / of
      const [first] = options
        .map(({ text, chosen }) => ({ text, now: share(chosen.now, answered.now.reported), before: share(chosen.before, before.reported) }))
        .sort((a, b) => furthest(b) - furthest(a))
      return first
        ? [{ score: moved, question, what: first.text, now: first.now, before: first.before, answered: ofBoth(answered.now, before) }]
        : []
    }),
  ]
  return all
    .filter(({ score }) => score >= noticeable)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ question, what, now, before, answered }) => ({ question, what, now, before, answered }))
}

// Of yes and no both move alike, but for the noise of floating point: the first is told.
const furthest = ({ now, before }: { readonly now: number; readonly before: number }) => Number(Math.abs(now - before).toPrecision(12))

const ofBoth = (now: { readonly reported: number }, before: { readonly reported: number }) => ({
  now: now.reported,
  before: before.reported,
})
