import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml' // ISC, keeps positions
import type { Document, Node } from 'yaml'
import { finding } from './finding.ts'
import type { Finding, Place } from './finding.ts'
import { unclosedIn } from './unclosed.ts'

export type Path = readonly (string | number)[]

export type YamlFile = {
  readonly file: string
  readonly value: unknown
  /** Where the value of a path starts; of its nearest parent where there is no such value. */
  readonly at: (path: Path) => Place
  /** Where the key of a path starts. */
  readonly atKey: (path: Path) => Place
}

/** Reads a YAML file with its positions. The file is null where its syntax is broken; every broken place is a finding. */
export function readYaml(dir: string, file: string): { yaml: YamlFile | null; findings: Finding[] } {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(dir, file)))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const place = { file, line: 1, column: 1 }
    return { yaml: null, findings: [finding('yaml-encoding', place, 'the file is not UTF-8', 'save it as UTF-8')] }
  }
  const lines = new LineCounter()
  // Keys are compared as text, for 1 and "1" are one key of the object read.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: (a, b) => isScalar(a) && isScalar(b) && String(a.value) === String(b.value),
  })
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const unclosed = unclosedIn(document)
  const findings = document.errors.flatMap((error) => {
    const [offset] = error.pos
    if (error.code === 'DUPLICATE_KEY')
      return [finding('duplicate-key', place(offset), `the key ${keyAt(text, offset)} is there twice`, 'keep one of the two')]
    const open = unclosed.get(error)
    if (open) return [finding('yaml-syntax', place(open.offset), `this ${open.sign} is not closed`, `end it with ${open.closing}`)]
    if (open === null) return []
    return [finding('yaml-syntax', place(offset), `this is not YAML: ${firstLine(error.message)}`, 'mind indentation, quotes and brackets here')]
  })
  findings.push(...brokenAliases(document, place))
  if (findings.some(({ rule }) => rule === 'yaml-syntax')) return { yaml: null, findings }
  findings.push(...bentKeys(document, place))
  if (document.contents === null) {
    return { yaml: null, findings: [finding('empty-file', place(0), 'the file is empty', 'fill it in or delete it')] }
  }
  const root = document.contents
  const value = valueOf(document)
  if (value === null) findings.push(finding('yaml-syntax', place(0), 'too many aliases of aliases', 'write the values out'))
  if (value === null) return { yaml: null, findings }
  return {
    yaml: {
      file,
      value,
      at: (path) => place(locate(root, path).value),
      atKey: (path) => place(locate(root, path).key),
    },
    findings,
  }
}

// An alias stands for an anchor before it.
function brokenAliases(document: Document, place: (offset: number) => Place): Finding[] {
  const findings: Finding[] = []
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return
      const message = `there is no anchor &${alias.source} before this alias`
      findings.push(finding('yaml-syntax', place(alias.range?.[0] ?? 0), message, 'write the value out'))
    },
  })
  return findings
}

// Null where aliases of aliases would fill the memory.
function valueOf(document: Document): unknown {
  try {
    return document.toJS()
  } catch (error) {
    if (error instanceof ReferenceError) return null
    throw error
  }
}

// 0301 as a key is the number 301: the zero would be lost without a word.
function bentKeys(document: Document, place: (offset: number) => Place): Finding[] {
  const findings: Finding[] = []
  visit(document, {
    Pair(_, pair) {
      const key = pair.key
      if (isScalar(key) && key.value === '__proto__')
        findings.push(finding('unknown-key', place(key.range?.[0] ?? 0), '__proto__ is no key', 'delete it'))
      if (!isScalar(key) || typeof key.value !== 'number' || key.source === undefined || key.source === String(key.value)) return
      const message = `the key ${key.source} is read as the number ${key.value}`
      findings.push(finding('unquoted-key', place(key.range?.[0] ?? 0), message, `write "${key.source}"`))
    },
  })
  return findings
}

function locate(root: Node, path: Path): { key: number; value: number } {
  let node: unknown = root
  let found = { key: start(root), value: start(root) }
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value ?? '') === String(step))
      if (!isPair(pair)) return found
      const key = start(pair.key)
      found = { key, value: pair.value === null ? key : start(pair.value) }
      node = pair.value
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)]
      if (item === undefined) return found
      found = { key: start(item), value: start(item) }
      node = item
    } else {
      return found // an alias or a plain value: the place of the alias is the one to mend
    }
    if (isAlias(node)) return found
  }
  return found
}

function start(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0
}

function keyAt(text: string, offset: number): string {
  return (
    text
      .slice(offset)
      .split(/[:\n,}]/, 1)[0]
      ?.trim() ?? ''
  )
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message
}
