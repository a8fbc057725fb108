import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { userError } from '../errors.ts'

export type ComplexityLimits = { readonly maxDepth: number; readonly maxFields: number; readonly assumedListSize: number }
/** Levels of a selection, and how many values it gives where lists are as long as reckoned. */
export type Complexity = { readonly depth: number; readonly fields: number }
type Variables = Readonly<Record<string, unknown>>

/**
 * Depth and number of values of an operation, without running it; each fragment is reckoned once, so that costs no more than reading it.
 * A list is as long as `first`, `last` or `limit` says, else as its field's `extensions.size` says (number), else `assumedListSize`.
 * Skipped fields count. Introspection counts one: graphql-js limits it itself.
 */
export const complexityOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  assumedListSize: number,
): Complexity => {
  const given = { ...defaultsOf(operation), ...variables }
  const fragments = new Map(document.definitions.filter(isFragment).map((one) => [one.name.value, one]))
  const known = new Map<string, Complexity>()

  const ofSet = (set: SelectionSetNode, parent: GraphQLNamedType | undefined, page: number | null): Complexity => {
    let depth = 0
    let fields = 0
    for (const selection of set.selections) {
      const part = ofSelection(selection, parent, page)
      depth = Math.max(depth, part.depth)
      fields += part.fields
    }
    return { depth, fields }
  }
  const ofSelection = (selection: SelectionNode, parent: GraphQLNamedType | undefined, page: number | null): Complexity => {
    if (selection.kind === Kind.FIELD) return ofField(selection, parent, page)
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return ofSet(selection.selectionSet, selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent, page)
    const name = `${selection.name.value} ${page}`
    const before = known.get(name)
    if (before) return before
    const fragment = fragments.get(selection.name.value)
    const found = fragment ? ofSet(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), page) : { depth: 0, fields: 0 }
    known.set(name, found)
    return found
  }
  const ofField = (node: FieldNode, parent: GraphQLNamedType | undefined, page: number | null): Complexity => {
    const field = fieldOf(parent, node.name.value)
    if (!field || !node.selectionSet) return { depth: 1, fields: 1 }
    const asked = pageSize(node, given)
    const lists = listsOf(field.type)
    // The size asked of a connection is the length of the lists right below it.
    const length = asked ?? page ?? stated(field) ?? assumedListSize
    const below = ofSet(node.selectionSet, getNamedType(field.type), lists === 0 ? asked : null)
    return { depth: 1 + below.depth, fields: 1 + length ** lists * below.fields }
  }
  return ofSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, null)
}

/** Throws a user error, code QUERY_TOO_COMPLEX, naming the limit and how to stay under it. */
export const refuseComplexity = ({ depth, fields }: Complexity, limits: ComplexityLimits): void => {
  if (depth > limits.maxDepth)
    throw tooComplex(
      `This query is ${depth} levels deep; the limit is ${limits.maxDepth}. Ask for the inner part in a query of its own`,
      limits.maxDepth,
    )
  if (fields > limits.maxFields)
    throw tooComplex(
      `This query may give about ${fields > 1e15 ? fields.toExponential(1) : fields} values; the limit is ${limits.maxFields}. ` +
        'Nest fewer lists, ask for smaller pages (`first`), ' +
        'or take whole columns (`table`, or `years` and `values` of a series) instead of objects',
      limits.maxFields,
    )
}

/** Deepest nesting of brackets in a text. Counted before parsing: a parser that calls itself ends with the stack, not with an answer. */
export const nestingOf = (text: string): number => {
  let open = 0
  let deepest = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign === 0x7b || sign === 0x5b || sign === 0x28) deepest = Math.max(deepest, (open += 1))
    else if (sign === 0x7d || sign === 0x5d || sign === 0x29) open -= 1
  }
  return deepest
}

/** A refusal before anything has run: HTTP 400. */
export const tooComplex = (message: string, limit: number): GraphQLError =>
  userError(`${message}.`, { code: 'QUERY_TOO_COMPLEX', limit, http: { status: 400 } })

const isFragment = (node: { kind: string }): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION

const defaultsOf = (operation: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  )

const fieldOf = (parent: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | undefined => {
  if (name === TypeNameMetaFieldDef.name || !(isObjectType(parent) || isInterfaceType(parent))) return undefined
  return parent.getFields()[name]
}

const listsOf = (type: GraphQLOutputType): number => {
  const nullable = getNullableType(type)
  return isListType(nullable) ? 1 + listsOf(nullable.ofType) : 0
}

const stated = (field: GraphQLField<unknown, unknown>): number | null => {
  const { size } = field.extensions
  return typeof size === 'number' ? size : null
}

const pageSize = (node: FieldNode, variables: Variables): number | null => {
  for (const { name, value } of node.arguments ?? []) {
    if (!['first', 'last', 'limit'].includes(name.value)) continue
    const size = value.kind === Kind.INT ? Number(value.value) : value.kind === Kind.VARIABLE ? variables[value.name.value] : null
    if (typeof size === 'number' && size >= 0) return size
  }
  return null
}
