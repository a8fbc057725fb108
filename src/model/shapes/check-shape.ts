import { z } from 'zod'
import { id, shape, text } from './shape.ts'

const severity = z.enum(['error', 'warning', 'off'])
const limit = z.number().min(0)

/** An entry of `checks`: how strict a rule is, for all questions or some. */
export const checkShape = shape('a check', {
  rule: z.string().min(1),
  severity: severity.optional(),
  bound: limit.optional(),
  floor: limit.optional(),
  questions: z.array(id).min(1).optional(),
})
export type CheckShape = z.infer<typeof checkShape>

/** An entry of `sums`: a question that the sum of others answers too. */
export const sumShape = shape('a sum', {
  id,
  label: text,
  total: id,
  parts: z.array(id).min(2),
  severity: severity.optional(),
  bound: limit.optional(),
})
export type SumShape = z.infer<typeof sumShape>

const value = z.union([z.string(), z.boolean(), z.number()])

/** Who is asked a question: those whose answer to another is one of these. */
export const filterShape = shape('a filter', { question: id, is: z.union([value, z.array(value).min(1)]) })
