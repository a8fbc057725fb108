import type { Builder } from './builder.ts'
import type { TransformRef } from './series.ts'

/** Inputs that every subject shares. */
export const createSharedInputs = (builder: Builder, Transform: TransformRef) => ({
  Transform,
  YearRange: builder.inputType('YearRange', {
    description: 'Years, both ends included; all that is given must hold.',
    fields: (t) => ({ from: t.int(), to: t.int(), in: t.intList({ description: 'These years.' }) }),
  }),
  TableOrder: builder.inputType('TableOrder', {
    description: 'Nulls come last whichever way.',
    fields: (t) => ({ column: t.id({ required: true, description: 'Name of a column of the table.' }), descending: t.boolean({ defaultValue: false }) }),
  }),
  TableHaving: builder.inputType('TableHaving', {
    description: 'Keeps rows whose value lies within the bounds, ends included; a missing value does not.',
    fields: (t) => ({ column: t.id({ required: true, description: 'Name of a column of numbers.' }), min: t.float(), max: t.float() }),
  }),
})
export type SharedInputs = ReturnType<typeof createSharedInputs>
