import SchemaBuilder from '@pothos/core' // ISC, maintained; builds graphql-js schemas from code
import RelayPlugin from '@pothos/plugin-relay' // of the same makers: Node and connections as the Relay specification has them
import type { Context } from './context.ts'

export type Types = {
  Context: Context
  DefaultFieldNullability: false
  DefaultEdgesNullability: false
  DefaultNodeNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    Date: { Input: string; Output: string }
    DateTime: { Input: string; Output: string }
    IntList: { Input: never; Output: readonly number[] }
    FloatList: { Input: never; Output: readonly (number | null)[] }
    Rows: { Input: never; Output: unknown }
    Records: { Input: never; Output: unknown }
    Columnar: { Input: never; Output: unknown }
  }
}

export const createBuilder = () =>
  new SchemaBuilder<Types>({
    plugins: [RelayPlugin],
    defaultFieldNullability: false,
    relay: { edgesFieldOptions: { nullable: false }, nodeFieldOptions: { nullable: false }, nodeQueryOptions: false, nodesQueryOptions: false },
  })
export type Builder = ReturnType<typeof createBuilder>
