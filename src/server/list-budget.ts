import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'
import { tooComplex } from './complexity.ts'

/** Objects a request has put into lists so far. `stop` ends the request with an error; nothing more is resolved after it. */
export type ListBudget = { objects: number; stopped: boolean; readonly stop: (error: GraphQLError) => void }

const counted = new WeakSet<GraphQLSchema>()

/**
 * Counts the objects of lists while a query runs: how long lists are is only known then, and lists within lists multiply.
 * graphql-js cannot be told to stop, so the request is answered at once and what is left of it waits for ever, to be collected as garbage.
 */
export const countLists = (schema: GraphQLSchema, maxObjects: number, budgetOf: (context: unknown) => ListBudget | undefined): void => {
  if (counted.has(schema)) return
  counted.add(schema)
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields()))
      if (isListOfObjects(field.type)) field.resolve = counting(field.resolve ?? defaultFieldResolver, maxObjects, budgetOf)
  }
}

type Resolver = GraphQLFieldResolver<unknown, unknown>

const counting = (resolve: Resolver, maxObjects: number, budgetOf: (context: unknown) => ListBudget | undefined): Resolver => {
  const spend = (list: unknown, budget: ListBudget): unknown => {
    if (!budget.stopped && Array.isArray(list)) {
      budget.objects += list.length
      if (budget.objects > maxObjects) {
        budget.stopped = true
        budget.stop(tooManyObjects(maxObjects))
      }
    }
    return budget.stopped ? never() : list
  }
  return (source, args, context, info) => {
    const budget = budgetOf(context)
    if (!budget) return resolve(source, args, context, info)
    if (budget.stopped) return never()
    const list: unknown = resolve(source, args, context, info)
    return list instanceof Promise ? list.then((one) => spend(one, budget)) : spend(list, budget)
  }
}

const never = () => new Promise<never>(() => undefined)

const isListOfObjects = (type: GraphQLOutputType): boolean => isListType(getNullableType(type)) && isCompositeType(getNamedType(type))

const tooManyObjects = (maxObjects: number): GraphQLError =>
  tooComplex(
    `This query gives lists of more than ${maxObjects} objects in all, which is the limit. Nest fewer lists, ask for fewer areas or years, ` +
      'or take whole columns (`table`, or `years` and `values` of a series) instead of objects',
    maxObjects,
  )
