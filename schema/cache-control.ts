import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLInt,
  TypeInfo,
  isObjectType,
  printSchema,
  specifiedDirectives,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql'

/** As Apollo Server and the proxies that read its schemas know it. */
export const cacheControl = new GraphQLDirective({
  name: 'cacheControl',
  description: 'For how many seconds others may keep an answer with this field, at most; where it is left out, for as long as the server says.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: { maxAge: { type: GraphQLInt } },
})

export const directives = [...specifiedDirectives, cacheControl]

/** `extensions` of a field that may say something else before there is a new release, such as which releases there are. */
export const neverKept = { cacheControl: { maxAge: 0 } } as const

const maxAgeOf = (field: { readonly extensions: Readonly<Record<string, unknown>> } | null | undefined): number | null =>
  (field?.extensions['cacheControl'] as { maxAge?: number } | undefined)?.maxAge ?? null

/** Seconds for which others may keep what a document asks for, as its fields say; null where none does. */
export const maxAgeIn = (schema: GraphQLSchema, document: DocumentNode): number | null => {
  const types = new TypeInfo(schema)
  const found: number[] = []
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: () => {
        const maxAge = maxAgeOf(types.getFieldDef())
        if (maxAge !== null) found.push(maxAge)
      },
    }),
  )
  return found.length === 0 ? null : Math.min(...found)
}

/** The schema as text, with the directive where fields have it, which `printSchema` leaves out. */
export const printWithCacheControl = (schema: GraphQLSchema): string => {
  let text = `${printSchema(schema)}\n`
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType))
    for (const field of Object.values(type.getFields())) {
      const maxAge = maxAgeOf(field)
      if (maxAge === null) continue
      const definition = new RegExp(`(\\ntype ${type.name}\\b[^{]*\\{\\n(?:[^}]*\\n)?  ${field.name}(?:\\((?:[^\\n]*|\\n(?: {4}.*\\n|\\n)*  )\\))?: \\S+)\\n`)
      if (!definition.test(text)) throw new Error(`${type.name}.${field.name} is not where it is expected in the printed schema`)
      text = text.replace(definition, `$1 @${cacheControl.name}(maxAge: ${maxAge})\n`)
    }
  return text
}
