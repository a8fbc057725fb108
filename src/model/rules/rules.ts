import type { Rule } from './rule.ts'

/** Every rule, in the order of docs/model.md. */
export const rules: readonly Rule[] = []
