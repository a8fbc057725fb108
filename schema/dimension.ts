import type { Kit } from './kit.ts'
import { releaseAsked, releaseWords } from './release-asked.ts'
import { say } from './language.ts'

export const addDimension = ({ builder, nodes, enums }: Kit): void => {
  nodes.Member.implement({
    description: 'A member of a dimension.',
    fields: (t) => ({
      key: t.id({ resolve: ({ id }) => id }),
      dimension: t.id({ resolve: ({ dimension }) => dimension }),
      label: t.string({ args: { language: t.arg({ type: enums.Language }) }, resolve: ({ id, member }, args, context) => say(member?.label, args, context) ?? id }),
      description: t.string({ nullable: true, args: { language: t.arg({ type: enums.Language }) }, resolve: ({ member }, args, context) => say(member?.description, args, context) }),
    }),
  })
  nodes.Dimension.implement({
    description: 'What a fact is split by.',
    fields: (t) => ({
      key: t.id({ resolve: ({ dimension }) => dimension.id }),
      label: t.string({ args: { language: t.arg({ type: enums.Language }) }, resolve: ({ dimension }, args, context) => say(dimension.label, args, context) ?? dimension.id }),
      description: t.string({ nullable: true, args: { language: t.arg({ type: enums.Language }) }, resolve: ({ dimension }, args, context) => say(dimension.description, args, context) }),
      ordered: t.boolean({ description: 'Whether the members have an order of their own.', resolve: ({ dimension }) => dimension.ordered }),
      ofUnit: t.boolean({ description: 'An attribute of the unit that answers, so that every subject has it.', resolve: ({ dimension }) => dimension.of === 'unit' }),
      members: t.field({
        type: [nodes.Member],
        resolve: ({ warehouse, dimension }) =>
          warehouse.members(dimension.id).map((id) => ({
            warehouse,
            dimension: dimension.id,
            id,
            member: dimension.members === 'found' ? null : (dimension.members.find((member) => member.id === id) ?? null),
          })),
      }),
    }),
  })
  builder.queryField('dimensions', (t) =>
    t.field({
      type: [nodes.Dimension],
      args: { release: t.arg.id({ description: releaseWords }) },
      resolve: async (_, { release }, context) => {
        const warehouse = await releaseAsked(context, release)
        return warehouse.model.dimensions.map((dimension) => ({ warehouse, dimension }))
      },
    }),
  )
}
