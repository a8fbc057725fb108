import { isInterfaceType, type GraphQLResolveInfo } from 'graphql'
import type { Builder } from './builder.ts'

/** A global id as it came, or null where it can be nobody's: not ours to decode, or of a type that is no node. */
const possible = (id: string, { schema }: GraphQLResolveInfo): string | null => {
  const [, typename] = /^(\w+):./.exec(Buffer.from(id, 'base64').toString()) ?? []
  const node = schema.getType('Node')
  return isInterfaceType(node) && schema.getPossibleTypes(node).some(({ name }) => name === typename) ? id : null
}

/** The plugin's own fields fail on ids that nothing has; here they are null, as an object that is gone is. */
export const addNode = (builder: Builder): void => {
  builder.queryFields((t) => ({
    node: t.node({
      description: 'Anything with a global id; null where there is nothing of that id.',
      args: { id: t.arg.id({ required: true }) },
      id: (_, { id }, __, info) => possible(id, info),
    }),
    nodes: t.nodeList({
      description: 'The same for many, in the order of the ids.',
      args: { ids: t.arg.idList({ required: true }) },
      ids: (_, { ids }, __, info) => ids.map((id) => possible(id, info)),
    }),
  }))
}
