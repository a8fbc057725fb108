import { z } from 'zod'
import { filterShape } from './check-shape.ts'
import { id, missing, shape, text, year } from './shape.ts'

const column = z.string().min(1)

const answer = z.discriminatedUnion('kind', [
  shape('a number answer', {
    kind: z.literal('number'),
    unit: z.string().min(1).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  shape('a boolean answer', { kind: z.literal('boolean') }),
  shape('a choice answer', {
    kind: z.literal('choice'),
    options: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])),
    labels: z.record(z.string(), text).optional(),
  }),
  shape('a multi answer', {
    kind: z.literal('multi'),
    separator: z.string().min(1).optional(),
    options: z.record(z.string(), z.string()).optional(),
  }),
  shape('a text answer', { kind: z.literal('text') }),
  shape('a date answer', { kind: z.literal('date') }),
])

/** `fact` is `subject.fact`; every other key is a dimension, which is a rule's to check. */
const gives = z.object({ fact: z.string() }).catchall(z.string())

const wording = shape('a wording', { from: year, text, link: z.enum(['identical', 'minor', 'harmonised', 'break']) })

export const questionShape = shape('a question', {
  id,
  text,
  answer,
  column: z.union([column, z.record(z.string(), column)]).optional(),
  columns: z.record(z.string(), z.string()).optional(),
  gives: z.union([gives, z.array(gives).min(1)]).optional(),
  from: year.optional(),
  until: year.optional(),
  wording: z.array(wording).optional(),
  missing: missing.optional(),
  designed: z.boolean().optional(),
  note: text.optional(),
  filter: filterShape.optional(),
})
export type QuestionShape = z.infer<typeof questionShape>
export type AnswerShape = QuestionShape['answer']
export type GivesShape = z.infer<typeof gives>
