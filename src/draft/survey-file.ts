import { Document, isMap, isScalar, YAMLSeq, type Node, type YAMLMap } from 'yaml' // ISC; keeps comments where they belong
import type { Proposal } from './questions.ts'

/** A draft of a survey: plain data of the file, and the comments for the person who finishes it. */
export type SurveyDraft = {
  readonly head: readonly string[]
  /** Every key before `questions`, in order, with what is to be said of it. */
  readonly keys: readonly { readonly key: string; readonly value: unknown; readonly notes: readonly string[] }[]
  readonly questions: readonly Proposal[]
  /** Columns that are no question -> why. */
  readonly aside: readonly { readonly column: string; readonly why: string }[]
}

/** The text of surveys/<id>.yaml. */
export const surveyFile = ({ head, keys, questions, aside }: SurveyDraft): string => {
  const file = new Document({})
  file.commentBefore = commented(head)
  const root = file.contents as unknown as YAMLMap
  for (const { key, value, notes } of keys) root.add(pair(file, key, flowing(file, value), notes))
  const list = new YAMLSeq<Node>()
  for (const [at, proposal] of questions.entries()) list.add(questionNode(file, proposal, at > 0))
  root.add(pair(file, 'questions', list, []))
  if (aside.length > 0)
    file.comment = commented(['Columns that are no question of this draft:', ...aside.map(({ column, why }) => `  ${column}: ${why}`)])
  return file.toString({ lineWidth: 0, flowCollectionPadding: true })
}

const questionNode = (file: Document, { id, text, column, columns, answer, gives, missing, notes }: Proposal, apart: boolean): Node => {
  const node = file.createNode({}) as YAMLMap
  node.add(pair(file, 'id', file.createNode(id), []))
  node.add(pair(file, 'text', flowing(file, text), []))
  if (column !== null) node.add(pair(file, 'column', file.createNode(column), []))
  if (columns !== null) {
    const map = file.createNode({}) as YAMLMap
    for (const [name, { option, words }] of Object.entries(columns)) {
      const value = file.createNode(option)
      if (words !== name) value.comment = ` ${oneLine(words)}`
      map.add(file.createPair(name, value))
    }
    node.add(pair(file, 'columns', map, []))
  }
  node.add(pair(file, 'answer', flowing(file, answer), []))
  if (gives !== null) node.add(pair(file, 'gives', flowing(file, { fact: `${gives.subject}.${gives.fact}`, ...gives.members }), []))
  if (missing.length > 0)
    node.add(pair(file, 'missing', flowing(file, Object.fromEntries(missing.map((word) => [word, 'not_answered']))), []))
  if (notes.length > 0) node.commentBefore = commented(notes)
  node.spaceBefore = apart
  return node
}

const pair = (file: Document, key: string, value: Node, notes: readonly string[]) => {
  const made = file.createPair(key, value)
  if (notes.length > 0 && isScalar(made.key)) made.key.commentBefore = commented(notes)
  return made
}

/** Maps in braces, on one line. */
const flowing = (file: Document, value: unknown): Node => {
  const node = file.createNode(value) as Node
  if (isMap(node)) node.flow = true
  return node
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')
const commented = (lines: readonly string[]): string => lines.map((line) => ` ${oneLine(line).replace(/ $/, '')}`).join('\n')
