import { z } from 'zod'
import { checkShape, sumShape } from './check-shape.ts'
import { questionShape } from './question-shape.ts'
import { id, missing, shape, text, year } from './shape.ts'

const column = z.string().min(1)
const file = z.string().min(1)
const columns = z.union([column, z.array(column).min(1).max(2)])

const frame = z.union([
  z.enum(['geography', 'none']),
  shape('a frame file', { file, unit: column, strata: column.optional(), size: column.optional() }),
  shape('a frame of totals', { strata_file: file, strata: column, units: column, size: column.optional() }),
])

const design = shape('a design', {
  strata: column.optional(),
  weight: column.optional(),
  cluster: columns.optional(),
  units: columns.optional(),
  replacement: z.boolean().optional(),
  sample: z.boolean().optional(),
  calibrate: z.enum(['separate_ratio', 'combined_ratio', 'poststratify']).optional(),
  nonresponse: z.enum(['reweight', 'domain']).optional(),
})

const answered = {
  responded: column.optional(),
  synthetic: z.boolean().optional(),
  long: shape('a long file', { question: column, answer: column }).optional(),
}
const waves = z.union([
  shape('waves with one file per year', { years: z.array(year), ...answered }),
  shape('waves in one file', { file, year: z.union([year, column]), ...answered }),
])

const segment = shape('a segment', {
  from: year,
  to: year.optional(),
  note: text.optional(),
  reason: text.optional(),
  source: z.string().min(1).optional(),
  subjects: z.array(id).min(1).optional(),
})

/** surveys/*.yaml */
export const surveyShape = shape('a survey', {
  id,
  title: text,
  description: text.optional(),
  primary: z.boolean().optional(),
  designed: z.boolean().optional(),
  instrument: id.optional(),
  source: z.string().min(1).optional(),
  unit: shape('the unit of a survey', { column, kind: z.enum(['area', 'other']), parts: file.optional() }),
  frame: frame.optional(),
  design: design.optional(),
  waves,
  segments: z.array(segment).optional(),
  questions: z.array(questionShape).min(1),
  missing: missing.optional(),
  checks: z.array(checkShape).optional(),
  sums: z.array(sumShape).optional(),
})
export type SurveyShape = z.infer<typeof surveyShape>
