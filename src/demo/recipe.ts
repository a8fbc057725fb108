import { z } from 'zod'
import { id, shape, year } from '../model/shapes/shape.ts'
import type { Level } from './level.ts'

/** The shapes of seeds/demo/*.yaml: how made-up answers are made. Every file may hold any of the top keys. */

/** Levels by member of a dimension, which may differ by member of another one in turn. `rest` is for the members not listed. */
export type ByMember = Level | { by: string; of: Record<string, ByMember>; rest?: ByMember | undefined }

const byYear = z
  .record(z.string().regex(/^\d{4}$/), z.number())
  .refine((levels) => Object.keys(levels).length > 0, 'levels by year need a year')
const level = z.union([z.number(), byYear])
const byMember: z.ZodType<ByMember> = z.lazy(() =>
  z.union([shape('levels by member', { by: id, of: z.record(id, byMember), rest: byMember.optional() }), level]),
)
const effects = z.record(id, z.record(id, level))
const split = z.union([shape('a split within a split', { by: id, of: z.record(id, z.record(id, level)) }), z.record(id, level)])
/** Another quantity, in the cell of the same members; with members of its own where it has more. */
const other = z.object({ quantity: id }).catchall(z.string())

const common = {
  /**
   * `subject.fact`, or these with members that hold for all of it. A member `*` means: where a question names a member of that dimension.
   * Of several quantities with the same fact, a question gets the one that fits most of its dimensions.
   */
  facts: z.union([z.array(z.string()).min(1), z.record(z.string(), z.record(id, z.string()))]),
  note: z.string().optional(),
  /** Nothing there (an amount: 0, a yes: no) where these are no or 0. A gate that does not know a member is open. */
  gate: z.union([other, z.array(other)]).optional(),
  /** What a yes or no behind a closed gate is: no (default), or left unanswered. */
  closed: z.enum(['no', 'empty']).optional(),
  /** Share of units that leave all questions of it unanswered. */
  missing: byMember.optional(),
  /** Change with each factor e of population: of the logarithm of a number, of the score of a yes or a choice. */
  size: z.number().optional(),
  /** Share of a unit's character that the units of its region have in common. */
  regional: z.number().min(0).max(1).optional(),
}

const national = shape('national figures', {
  /** Indicator whose published figures are met. */
  published: z.string().optional(),
  /** Dimension that the figures are split by. */
  by: id.optional(),
  /** Figures of our own, where none is published. */
  more: z.array(z.object({ year, value: z.number() }).catchall(z.union([z.string(), z.number()]))).optional(),
})

const amount = shape('an amount', {
  kind: z.literal('amount'),
  ...common,
  /** Country's mean per `per` inhabitants; with `of`, per 1 of another amount where the gate is open. Its dimensions are not split. */
  rate: byMember.optional(),
  per: z.number().positive().optional(),
  of: other.optional(),
  /** Only with `of`: the parts add up to the other amount, or none is above it. */
  exact: z.boolean().optional(),
  within: z.boolean().optional(),
  national: national.optional(),
  /** Shares of the members; they need not add up to 1. */
  split: z.record(id, split).optional(),
  /** What is behind a closed gate is not lost but spread over the open ones. */
  whole: z.boolean().optional(),
  /** Members that hold what a form has no question for. */
  rest: z.record(id, id).optional(),
  /** How far a unit's split lies from the country's, its level from others', a year from its usual (deviations of logarithms). */
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
  /** Dimensions over whose members one answer at least is yes where the gate is open. */
  some: z.union([id, z.array(id).min(1)]).optional(),
})

const choice = shape('a choice', {
  kind: z.literal('choice'),
  ...common,
  /** Shares of the options, in order. */
  weights: z.record(z.string(), z.number().min(0)),
  effects: effects.optional(),
  trend: byMember.optional(),
})

const measure = shape('a measure', {
  kind: z.literal('measure'),
  ...common,
  level: byMember,
  effects: effects.optional(),
  /** Amount that weights the mean where a dimension is left out. */
  weight: id.optional(),
  spread: z.number().min(0).optional(),
  step: z.number().positive().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
})

const most = shape('the most common', { kind: z.literal('most'), ...common, of: id, over: id, top: z.int().positive().optional() })
const words = shape('words', {
  kind: z.literal('words'),
  ...common,
  phrases: z.array(z.string().min(1)).min(1),
  likely: byMember.optional(),
})

const days = z.tuple([z.int(), z.int()])
const date = shape('a date', {
  kind: z.literal('date'),
  ...common,
  /** Between how many days from 1 January of the wave, or after another date; `by` a choice. */
  days: z.union([days, shape('days by option', { by: id, of: z.record(z.string(), days) })]),
  after: id.optional(),
})

const quantity = z.discriminatedUnion('kind', [amount, yes, choice, measure, most, words, date])

const style = shape('how a file is written', {
  survey: id.optional(),
  years: z.array(year).min(1).optional(),
  delimiter: z.enum([',', ';', '\t']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  encoding: z.enum(['utf8', 'utf8bom', 'latin1']).optional(),
  /** Words of a yes-or-no column, and of a column of one option. */
  yes: z.string().optional(),
  no: z.string().optional(),
  ticked: z.string().optional(),
  unticked: z.string().optional(),
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
  /** Units that are not base areas: the areas of a level, or so many with a name and a number. */
  units: z.union([shape('areas', { level: id }), shape('made-up units', { count: z.int().positive(), prefix: z.string() })]).optional(),
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
  /** By survey or instrument id; `default` for the others. */
  response: z.record(id, response).optional(),
  regions: regions.optional(),
  quantities: z.record(id, quantity).optional(),
})

export type RecipeFile = z.infer<typeof recipeFileShape>
export type Effects = z.infer<typeof effects>
export type Other = z.infer<typeof other>
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

/** All files of seeds/demo together. */
export type Recipes = {
  readonly seed: number
  readonly styles: readonly Style[]
  readonly response: Readonly<Record<string, Response>>
  readonly regions: Regions | null
  readonly quantities: Readonly<Record<string, Quantity>>
}
