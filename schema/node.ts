import { decodeGlobalID, resolveNodes } from '@pothos/plugin-relay'
import { isInterfaceType, type GraphQLResolveInfo } from 'graphql'
import type { Builder } from './builder.ts'
import type { Context } from './context.ts'
import { releaseAsked, releaseWords } from './release-asked.ts'

/** What a global id names, or null where it can be nobody's: not ours to decode, or of a type that is no node. */
const possible = (id: string, { schema }: GraphQLResolveInfo): { typename: string; id: string } | null => {
  const [, typename] = /^(\w+):./.exec(Buffer.from(id, 'base64').toString()) ?? []
  const node = schema.getType('Node')
  return isInterfaceType(node) && schema.getPossibleTypes(node).some(({ name }) => name === typename) ? decodeGlobalID(id) : null
}

/** The plugin's own fields fail on ids that nothing has, and know no releases. Here such ids are null, as an object that is gone is. */
export const addNode = (builder: Builder): void => {
  const load = async (
    ids: readonly string[],
    release: string | null | undefined,
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<unknown[]> => {
    const warehouse = await releaseAsked(context, release)
    const asked = warehouse === context.warehouse ? context : { ...context, warehouse }
    return resolveNodes(
      builder,
      asked,
      info,
      ids.map((id) => possible(id, info)),
    )
  }
  builder.queryFields((t) => ({
    node: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: 'Anything with a global id; null where there is nothing of that id.',
      args: { id: t.arg.id({ required: true }), release: t.arg.id({ description: releaseWords }) },
      resolve: async (_, { id, release }, context, info) => (await load([id], release, context, info))[0],
    }),
    nodes: t.field({
      type: [builder.nodeInterfaceRef()],
      nullable: { list: false, items: true },
      description: 'The same for many, in the order of the ids.',
      args: { ids: t.arg.idList({ required: true }), release: t.arg.id({ description: releaseWords }) },
      resolve: async (_, { ids, release }, context, info) => load(ids, release, context, info),
    }),
  }))
}
