import type { z } from 'zod'
import { finding } from './finding.ts'
import type { Finding } from './finding.ts'
import { allowed, nearest } from './nearest.ts'
import type { Path, YamlFile } from './yaml-file.ts'

type Issue = z.core.$ZodIssue

/** The zod issues of a file as findings in plain words, at their places. */
export function shapeFindings(yaml: YamlFile, issues: readonly Issue[]): Finding[] {
  const flat = flatten(issues)
  return flat.filter((issue) => !explainedByTypo(issue, flat, yaml.value)).flatMap((issue) => describe(yaml, issue))
}

/** Issues with every union resolved to the branch that was meant: the one whose kind of value came, with the fewest issues. */
export function flatten(issues: readonly Issue[], prefix: Path = []): Issue[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path] as Issue['path']
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }]
    const meant = issue.errors.filter((branch) => !branch.some((part) => part.path.length === 0 && part.code.startsWith('invalid_')))
    const best = meant.map((branch) => flatten(branch, path as Path)).sort((a, b) => a.length - b.length)[0]
    return best ?? [{ ...issue, path }]
  })
}

function describe(yaml: YamlFile, issue: Issue): Finding[] {
  const path = issue.path as Path
  const value = valueAt(yaml.value, path)
  const name = nameOf(path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(yaml, path, key, issue))
    case 'invalid_type':
    case 'invalid_union': {
      const kinds = expected(issue)
      if (value === undefined) {
        return [finding('missing-key', yaml.at(path), `${name} is missing (${kinds})`, `add ${name}`)]
      }
      if (value === null) {
        return [finding('empty-value', yaml.atKey(path), `${name} has no value (${kinds})`, 'give it one or leave the key out')]
      }
      if (issue.code === 'invalid_union' && 'options' in issue && typeof value === 'string') {
        return [unknownWord(yaml, path, value, issue.options as readonly string[])]
      }
      if (issue.code === 'invalid_union' && typeof value === 'string') {
        const words = issue.errors.flat().flatMap((part) => (part.code === 'invalid_value' ? part.values.map(String) : []))
        if (words.length > 0) return [unknownWord(yaml, path, value, words)]
      }
      const quote = kinds.includes('text') && typeof value !== 'object' ? `write it in quotes: "${String(value)}"` : `write ${kinds}`
      return [finding('wrong-type', yaml.at(path), `${name} is ${show(value)}; expected: ${kinds}`, quote)]
    }
    case 'invalid_value': {
      if (value === undefined) {
        return [finding('missing-key', yaml.at(path), `${name} is missing (one of ${issue.values.join(', ')})`, `add ${name}`)]
      }
      return [unknownWord(yaml, path, value, issue.values.map(String))]
    }
    case 'too_small':
    case 'too_big':
      return [outOfRange(yaml, path, issue)]
    default:
      return [finding('wrong-value', yaml.at(path), `${name} is ${show(value)}: ${issue.message}`, 'see docs/model.md')]
  }
}

/** The keys that are allowed where an unknown one is; see shapes/shape.ts. */
export function allowedKeys(issue: z.core.$ZodIssueUnrecognizedKeys): string[] {
  return issue.message.split(': ')[1]?.split(', ') ?? []
}

function unknownKey(yaml: YamlFile, path: Path, key: string, issue: z.core.$ZodIssueUnrecognizedKeys): Finding {
  const [what = ''] = issue.message.split(': ')
  const near = nearest(key, allowedKeys(issue))
  const message = `${key} is not a key of ${what}; ${allowed(key, allowedKeys(issue))}`
  return finding('unknown-key', yaml.atKey([...path, key]), message, near === null ? 'delete it' : `write ${near} or delete it`)
}

function unknownWord(yaml: YamlFile, path: Path, value: unknown, words: readonly string[]): Finding {
  const near = nearest(String(value), words)
  const message = `${nameOf(path)} is ${show(value)}; ${allowed(String(value), words)}`
  return finding('unknown-word', yaml.at(path), message, near === null ? 'write one of these' : `write ${near}`)
}

function outOfRange(yaml: YamlFile, path: Path, issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Finding {
  const value = valueAt(yaml.value, path)
  const name = nameOf(path)
  if (issue.origin === 'string' || issue.origin === 'array') {
    const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`
    const things = issue.origin === 'string' ? 'characters' : 'entries'
    return finding(
      'wrong-length',
      yaml.at(path),
      `${name} has ${(value as string).length} ${things}; ${bound} expected`,
      `give it ${bound}`,
    )
  }
  const bound =
    issue.code === 'too_small'
      ? `${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}`
      : `${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}`
  return finding('out-of-range', yaml.at(path), `${name} is ${show(value)}; expected: ${bound}`, `write a number that is ${bound}`)
}

// A misspelled key that must be there is one mistake, not an unknown and a missing one.
function explainedByTypo(issue: Issue, all: readonly Issue[], root: unknown): boolean {
  const parent = issue.path.slice(0, -1)
  const key = String(issue.path.at(-1))
  if (issue.path.length === 0 || valueAt(root, issue.path as Path) !== undefined) return false
  return all.some(
    (other) =>
      other.code === 'unrecognized_keys' &&
      samePath(other.path, parent) &&
      other.keys.some((typo) => nearest(typo, allowedKeys(other)) === key),
  )
}

export function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string | number, unknown>)[step]
  }
  return value
}

const kindWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
}

function expected(issue: Issue): string {
  if (issue.code === 'invalid_type') return kindWords[issue.expected] ?? issue.expected
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' or ')
  if (issue.code !== 'invalid_union') return issue.message
  if ('options' in issue) return `one of ${(issue.options as readonly string[]).join(', ')}`
  return [...new Set(issue.errors.flatMap((branch) => branch.filter((part) => part.path.length === 0).map(expected)))].join(' or ')
}

function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'the file'
  return typeof last === 'number' ? `entry ${last + 1} of ${String(path.at(-2) ?? 'the list')}` : last
}

function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'keys with values'
  return typeof value === 'string' ? `"${value}"` : String(value)
}

function samePath(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i])
}
