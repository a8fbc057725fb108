import type { Context } from '../../schema/context.ts'
import { readerOf } from '../export/parameters.ts'
import { allowed } from '../model/nearest.ts'
import type { Warehouse } from '../query/warehouse.ts'
import type { Detail } from './accept.ts'
import { axesOf, narrow } from './axes.ts'
import type { EntitySet } from './entity-set.ts'
import { readExpression, type Expression } from './expression.ts'
import type { Source } from './fetch.ts'
import { ownOptions, type Given, type Options } from './options.ts'
import { wrong } from './refusal.ts'

/** A request as it came. `path`: after the service's root; `root`: its address, with a slash at its end. */
export type Asked = {
  readonly path: string
  readonly root: string
  readonly given: Given
  readonly accept: string | undefined
  readonly prefer: string | undefined
}
export type Answer = { readonly contentType: string; readonly body: string | Iterable<string>; readonly warehouse: Warehouse; readonly preference: string | null }

/** Everything an answer is made of. */
export type Request = Asked & { readonly context: Context; readonly warehouse: Warehouse; readonly options: Options; readonly language: string }

export const jsonOf = (detail: Detail): string => `application/json;odata.metadata=${detail};charset=utf-8`

/** What the tables of a set are asked of, by the dimensions named. Throws user errors for what cannot be asked for. */
export const sourceOf = ({ context, warehouse, options, language }: Request, { subject }: EntitySet, split: readonly string[]): Source => {
  const { own } = options
  const read = readerOf(new Map(Object.entries(own).map(([name, value]) => [name, [value]])))
  const vintage = read.whole('vintage') ?? warehouse.geography.defaultVintage
  const survey = read.given('survey')
  const surveys = warehouse.model.surveys.map(({ id }) => id)
  if (survey !== null && !surveys.includes(survey)) throw wrong('survey', `there is no survey '${survey}'; ${allowed(survey, surveys)}`)
  const [first, last] = warehouse.geography.vintages
  if (vintage < first || vintage > last) throw wrong('vintage', `borders of ${vintage} are not known; known are those of ${first} to ${last}`)
  const others = ownOptions.flatMap((name) => (own[name] === undefined || name === 'release' || name === 'language' ? [] : [[name, [own[name]]] as const]))
  return {
    context,
    warehouse,
    subject,
    axes: axesOf(warehouse, { subject, split, survey, vintage, language }),
    survey,
    estimator: read.word('estimator', ['reported', 'imputed', 'weighted']),
    others: new Map([...others, ['release', [warehouse.key]], ['language', [language]]]),
  }
}

/** `$filter`, checked against columns; null where it is left out. */
export const filterOf = (request: Request, columns: EntitySet['columns']): Expression | null => {
  const text = request.options.system.$filter
  return text === undefined ? null : readExpression(text, columns, '$filter')
}

/** A set narrowed by the filter: what is left of its axes, and conditions that only rows can answer. */
export const narrowedBy = (request: Request, set: EntitySet, filter: Expression | null): { readonly source: Source; readonly rest: readonly Expression[] } => {
  const source = sourceOf(request, set, set.split)
  const { axes, rest } = narrow(source.axes, filter)
  return { source: { ...source, axes }, rest }
}
