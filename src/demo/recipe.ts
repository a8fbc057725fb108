import { z } from 'zod'
import { id, shape, year } from '../model/shapes/shape.ts'

/** The shapes of seeds/demo/*.yaml: how made-up answers are made. Every file may hold any of the four keys. */

const level = z.union([z.number(), z.record(z.string(), z.number())])
const byMember = z.union([shape('levels by member', { by: id, of: z.record(id, level) }), level])
const effects = z.record(id, z.record(id, level))
const split = z.union([shape('a split within a split', { by: id, of: z.record(id, z.record(id, level)) }), z.record(id, level)])
const facts = z.union([z.array(z.string()).min(1), z.record(z.string(), z.record(id, id))])
const gate = z.object({ quantity: id }).catchall(z.string())

const common = {
  /** `subject.fact`, or `survey.question` where a question gives no fact; with members that hold for all of it. */
  facts,
  note: z.string().optional(),
  /** Nothing there (amounts: 0) where this is no or 0. */
  gate: z.union([gate, z.array(gate)]).optional(),
  /** Share of units that leave all questions of it unanswered. */
  missing: byMember.optional(),
  /** Change for each factor e of population. */
  size: z.number().optional(),
  /** Share of a unit's character that its region has in common. */
  regional: z.number().min(0).max(1).optional(),
}

const national = shape('national figures', {
  /** Indicator whose published figures are met. */
  published: z.string().optional(),
  by: id.optional(),
  /** The model author's own, where none is published. */
  more: z.array(z.object({ year, value: z.number() }).catchall(z.union([z.string(), z.number()]))).optional(),
})

const amount = shape('an amount', {
  kind: z.literal('amount'),
  ...common,
  /** Mean over the country: per `per` inhabitants, or per 1 of the amount named in `of`. */
  rate: byMember.optional(),
  per: z.number().positive().optional(),
  of: z.union([z.literal('population'), gate]).optional(),
  national: national.optional(),
  split: z.record(id, split).optional(),
  /** How far a unit's split lies from the country's (standard deviation of the logarithm). */
  mix: z.number().min(0).optional(),
  spread: z.number().min(0).optional(),
  wobble: z.number().min(0).optional(),
  /** Name of the levels by region that hold for it. */
  region: id.optional(),
  step: z.number().positive().optional(),
  /** Steps there are at least behind an open gate. */
  least: z.int().positive().optional(),
})

const yes = shape('a yes or no', {
  kind: z.literal('yes'),
  ...common,
  likely: byMember.optional(),
  effects: effects.optional(),
})

const choice = shape('a choice', {
  kind: z.literal('choice'),
  ...common,
  weights: z.record(z.string(), z.number().min(0)),
  effects: effects.optional(),
  trend: byMember.optional(),
})

const measure = shape('a measure', {
  kind: z.literal('measure'),
  ...common,
  level: byMember,
  effects: effects.optional(),
  spread: z.number().min(0).optional(),
  step: z.number().positive().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
})

const most = shape('the most common', { kind: z.literal('most'), ...common, of: id, over: id })
const words = shape('words', { kind: z.literal('words'), ...common, phrases: z.array(z.string().min(1)).min(1), likely: byMember.optional() })
const date = shape('a date', {
  kind: z.literal('date'),
  ...common,
  /** Days before (negative) or after 1 January of the wave, or after another date. */
  days: z.tuple([z.int(), z.int()]),
  after: id.optional(),
})

const quantity = z.discriminatedUnion('kind', [amount, yes, choice, measure, most, words, date])

const style = shape('how a file is written', {
  survey: id.optional(),
  years: z.array(year).min(1).optional(),
  delimiter: z.enum([',', ';', '\t']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  encoding: z.enum(['utf8', 'utf8bom', 'latin1']).optional(),
  yes: z.string().optional(),
  no: z.string().optional(),
  /** Text of an unanswered question, of those the survey knows. */
  missing: z.string().optional(),
})

const response = shape('who answers', {
  /** Units without an answer: a number, or a share where below 1. */
  missing: level.optional(),
  /** Units asked, where not all are. */
  sample: z.int().positive().optional(),
  /** Units of at least this size always answer. */
  certain: z.number().positive().optional(),
})

const regions = shape('regions', {
  /** The areas of a level, in the borders of a year, that have a character of their own. */
  level: id,
  year,
  /** Name -> area code -> level as a multiple of the country's. */
  levels: z.record(id, z.record(z.string(), level)).optional(),
})

/** One file of seeds/demo. */
export const recipeFileShape = shape('a demo file', {
  seed: z.int().optional(),
  styles: z.array(style).optional(),
  response: z.record(id, response).optional(),
  regions: regions.optional(),
  quantities: z.record(id, quantity).optional(),
})

export type RecipeFile = z.infer<typeof recipeFileShape>
export type ByMember = z.infer<typeof byMember>
export type Effects = z.infer<typeof effects>
export type Split = z.infer<typeof split>
export type Gate = z.infer<typeof gate>
export type Amount = z.infer<typeof amount>
export type Yes = z.infer<typeof yes>
export type Choice = z.infer<typeof choice>
export type Measure = z.infer<typeof measure>
export type Most = z.infer<typeof most>
export type Words = z.infer<typeof words>
export type DateRecipe = z.infer<typeof date>
export type Quantity = z.infer<typeof quantity>
export type Style = z.infer<typeof style>
export type Response = z.infer<typeof response>
export type Regions = z.infer<typeof regions>

/** All files of seeds/demo together. `response` is by survey or instrument id; `default` is for the others. */
export type Recipes = {
  readonly seed: number
  readonly styles: readonly Style[]
  readonly response: Readonly<Record<string, Response>>
  readonly regions: Regions | null
  readonly quantities: Readonly<Record<string, Quantity>>
}
