/** Prefixes of the vocabularies that data portals read. */
export const prefixes = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  owl: 'http://www.w3.org/2002/07/owl#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const
/** `dct:title`, by one of the prefixes. */
export type Name = `${keyof typeof prefixes}:${string}`

export type Literal = { readonly '@value': string; readonly '@language'?: string; readonly '@type'?: Name }
/** A resource with what is said of it; one without `@id` has no name of its own. */
export type Resource = { readonly '@id'?: string; readonly '@type': Name } & { readonly [property: Name]: Value | readonly Value[] }
/** A reference is the address of something that is described elsewhere. */
export type Value = Literal | { readonly '@id': string } | Resource

export const fullName = (name: Name): string => {
  const [prefix = '', ...rest] = name.split(':')
  return `${prefixes[prefix as keyof typeof prefixes]}${rest.join(':')}`
}

/** What is said of a resource, property by property. */
export const statementsOf = (resource: Resource): readonly (readonly [property: Name, value: Value])[] =>
  Object.entries(resource).flatMap(([property, values]) =>
    property.startsWith('@') ? [] : (Array.isArray(values) ? values : [values]).map((value: Value) => [property as Name, value] as const),
  )
