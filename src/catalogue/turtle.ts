import { DataFactory, Writer } from 'n3' // MIT, the usual reader and writer of RDF
import { fullName, prefixes, statementsOf, type Name, type Resource, type Value } from './linked-data.ts'

const { blankNode, literal, namedNode } = DataFactory
type Term = ReturnType<typeof blankNode | typeof literal | typeof namedNode>
type Subject = ReturnType<typeof blankNode | typeof namedNode>

/** A resource, and those within it, as Turtle. */
export const turtleOf = async (resource: Resource): Promise<string> => {
  const writer = new Writer({ prefixes })
  const described = new Set<string>()
  const subjects = new Map<Resource, Subject>()
  const subjectOf = (of: Resource): Subject => {
    const known = subjects.get(of) ?? (of['@id'] === undefined ? blankNode(`b${subjects.size}`) : namedNode(of['@id']))
    subjects.set(of, known)
    return known
  }
  const termOf = (value: Value): Term => {
    if ('@value' in value) return literal(value['@value'], value['@type'] ? namedNode(fullName(value['@type'])) : value['@language'])
    return '@type' in value ? subjectOf(value as Resource) : namedNode(value['@id'] ?? '')
  }
  const write = (of: Resource): void => {
    const subject = subjectOf(of)
    if (described.has(subject.id)) return
    described.add(subject.id)
    writer.addQuad(subject, namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type'), namedNode(fullName(of['@type'])))
    const statements = statementsOf(of)
    for (const [property, value] of statements) writer.addQuad(subject, namedNode(fullName(property as Name)), termOf(value))
    for (const [, value] of statements) if ('@type' in value && !('@value' in value)) write(value as Resource)
  }
  write(resource)
  return new Promise((resolve, reject) => writer.end((error: Error | null, text: string) => (error ? reject(error) : resolve(text))))
}
