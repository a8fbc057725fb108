import { neverKept } from './cache-control.ts'
import { userError } from '../src/errors.ts'
import { statusOf } from '../src/series/point.ts'
import { revisionsOf } from '../src/revision/revisions.ts'
import type { Types } from './builder.ts'
import type { Context, ReleaseSummary } from './context.ts'
import type { Kit } from './kit.ts'
import type { PointNode } from './nodes.ts'

type Fields = PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<Types>, PointNode>

const usual = 10
const most = 100

const checkFirst = (first: number): number => {
  if (0 <= first && first <= most) return first
  throw userError(`revisions.first is a number of releases to look at, 0 to ${most}; ${first} came`)
}

const releaseOf = (key: string, { releases }: Context): ReleaseSummary => {
  const release = releases().find((one) => one.key === key)
  if (!release) throw new Error(`release ${key} is not among those of this request`)
  return release
}

export const addRevision = ({ nodes, enums }: Kit): void => {
  nodes.Revision.implement({
    description:
      'What an earlier release said of a point: the answer to the same question, as usual where the question leaves something as usual.',
    fields: (t) => ({
      release: t.field({ type: nodes.Release, resolve: ({ release }, _, context) => releaseOf(release, context) }),
      since: t.field({
        type: nodes.Release,
        description: 'The first of the releases looked at that said so, of those in a row up to `release`.',
        resolve: ({ since }, _, context) => releaseOf(since, context),
      }),
      value: t.float({
        nullable: true,
        description: 'Null where missing, where either release hides it, or where the release cannot be read.',
        resolve: ({ point }) => point?.value ?? null,
      }),
      status: t.field({
        type: enums.ObservationStatus,
        nullable: true,
        description: 'Null only where this program cannot read the release.',
        resolve: ({ point }) => point && statusOf(point),
      }),
      standardError: t.float({ nullable: true, resolve: ({ point }) => point?.standardError ?? null }),
      respondents: t.int({ nullable: true, description: 'Units that had answered.', resolve: ({ point }) => point?.respondents ?? null }),
      frame: t.int({ nullable: true, description: 'Units that should have.', resolve: ({ point }) => point?.frame ?? null }),
      vintage: t.int({ nullable: true, description: 'The year whose borders were meant.', resolve: ({ point }) => point?.vintage ?? null }),
    }),
  })
}

export const revisionsField = (t: Fields, { nodes }: Kit) =>
  t.field({
    type: [nodes.Revision],
    description:
      'The same point in the releases before the one it is of, newest first; a release that did not have the indicator, a member, the area or the year is left out. ' +
      'What either release hides is SUPPRESSED. With a transform, the transformed value.',
    args: {
      first: t.arg.int({
        required: true,
        defaultValue: usual,
        description: `How many of the releases before are looked at, ${most} at most.`,
      }),
      changedOnly: t.arg.boolean({
        required: true,
        defaultValue: true,
        description: 'Leave out those that say the same, value and status, as the one after them.',
      }),
    },
    extensions: { size: usual, ...neverKept },
    resolve: async (point, { first, changedOnly }, { revisions }) => [
      ...revisionsOf(point, await revisions.load({ asked: point.of, first: checkFirst(first) }), changedOnly),
    ],
  })
