import { z } from 'zod'
import { id, shape, text } from './shape.ts'

const member = shape('a member', { id, label: text, description: text.optional(), score: z.number().optional() })

/** dimensions/*.yaml */
export const dimensionShape = shape('a dimension', {
  id,
  label: text,
  description: text.optional(),
  ordered: z.boolean().optional(),
  members: z.union([z.literal('found'), z.array(member).min(1)]),
  of: z.enum(['fact', 'unit']).optional(),
  column: z.string().min(1).optional(),
})
export type DimensionShape = z.infer<typeof dimensionShape>
