import type { Model } from '../src/model/model.ts'
import type { Builder } from './builder.ts'
import type { Enums } from './enums.ts'
import type { Nodes } from './nodes.ts'

/** What every file of the schema builds with. */
export type Kit = { readonly builder: Builder; readonly model: Model; readonly nodes: Nodes; readonly enums: Enums }
