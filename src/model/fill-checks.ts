import type { CheckSetting, Filter, Sum } from './model.ts'
import { isCheckRule } from './check-rules.ts'
import type { CheckShape, SumShape } from './shapes/check-shape.ts'
import type { QuestionShape } from './shapes/question-shape.ts'

/** Entries of rules there are none of are told, and left out. */
export const fillChecks = (entries: readonly CheckShape[] = []): CheckSetting[] =>
  entries.flatMap(({ rule, severity, bound, floor, questions }) =>
    isCheckRule(rule)
      ? [{ rule, severity: severity ?? null, bound: bound ?? null, floor: floor ?? null, questions: questions ?? null }]
      : [],
  )

export const fillSums = (entries: readonly SumShape[] = []): Sum[] =>
  entries.map(({ id, label, total, parts, severity, bound }) => ({
    id,
    label,
    total,
    parts,
    severity: severity ?? 'warning',
    bound: bound ?? 0,
  }))

export const fillFilter = ({ filter }: QuestionShape): Filter | null =>
  filter === undefined ? null : { question: filter.question, is: Array.isArray(filter.is) ? filter.is : [filter.is] }
