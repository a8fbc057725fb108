import { z } from 'zod'
import { id, shape, text } from './shape.ts'

const fact = shape('a fact', {
  kind: z.enum(['number', 'boolean', 'text', 'date']),
  label: text.optional(),
  description: text.optional(),
  unit: z.string().min(1).optional(),
  combine: z.enum(['sum', 'any', 'all', 'mean', 'max']).optional(),
  weight: z.string().optional(),
  disclosure: z.enum(['none', 'persons', 'respondents']).optional(),
  impute: z.enum(['growth', 'ratio', 'none']).optional(),
})

const indicator = shape('an indicator', {
  kind: z.enum(['total', 'mean', 'share', 'ratio', 'composition', 'median', 'quantile', 'count']),
  of: z.string(),
  to: z.string().optional(),
  per: z.number().positive().optional(),
  over: z.string().optional(),
  p: z.number().optional(),
  label: text.optional(),
  description: text.optional(),
  unit: z.string().min(1).optional(),
  estimator: z.enum(['reported', 'imputed', 'weighted']).optional(),
  deprecated: text.optional(),
})

/** subjects/*.yaml */
export const subjectShape = shape('a subject', {
  id,
  label: text,
  description: text.optional(),
  dimensions: z.array(z.string()).optional(),
  facts: z.record(z.string(), fact),
  indicators: z.record(z.string(), indicator).optional(),
})
export type SubjectShape = z.infer<typeof subjectShape>
export type FactShape = z.infer<typeof fact>
export type IndicatorShape = z.infer<typeof indicator>
