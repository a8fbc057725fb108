import { basename } from 'node:path'
import type { z } from 'zod'
import type { Finding } from './finding.ts'
import { nearest } from './nearest.ts'
import { allowedKeys, flatten, shapeFindings, valueAt } from './shape-findings.ts'
import type { Path, YamlFile } from './yaml-file.ts'

/** A YAML file whose shape is checked: what is left of it where parts were wrong. */
export type Shaped<T> = Omit<YamlFile, 'value'> & { readonly value: T }

/**
 * Checks the shape of a file. What does not fit is cut out, so that the rules can go on with the rest and every mistake is told in
 * one run. The words that were cut are added to `lost` (keys and ids; `<id>.<key>` for a top key): a reference to them is no second mistake.
 */
export function shaped<T>(yaml: YamlFile, schema: z.ZodType<T>, lost: Set<string>): { shaped: Shaped<T> | null; findings: Finding[] } {
  const first = schema.safeParse(yaml.value)
  if (first.success) return { shaped: { ...yaml, value: first.data }, findings: [] }
  const findings = shapeFindings(yaml, first.error.issues)
  const rest: unknown = structuredClone(yaml.value)
  let issues = flatten(first.error.issues)
  while (issues.every((issue) => cut(rest, issue, lost))) {
    const again = schema.safeParse(withoutCuts(rest))
    if (again.success) {
      const at = (path: Path) => yaml.at(uncutPath(rest, path))
      const atKey = (path: Path) => yaml.atKey(uncutPath(rest, path))
      return { shaped: { file: yaml.file, value: again.data, at, atKey }, findings }
    }
    issues = flatten(again.error.issues).map((issue) => ({ ...issue, path: uncutPath(rest, issue.path as Path) as typeof issue.path }))
  }
  addIds(yaml.value, lost)
  lost.add(basename(yaml.file, '.yaml'))
  return { shaped: null, findings }
}

// Stands where an entry of a list was cut, so that the others keep their numbers.
const gone = Symbol('cut')

// Cuts what an issue names; where that is absent already (a missing key), what should have held it. False: the file is all that is left.
function cut(root: unknown, issue: z.core.$ZodIssue, lost: Set<string>): boolean {
  const path = issue.path as Path
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      remove(root, [...path, key], lost)
      const meant = nearest(key, allowedKeys(issue))
      if (meant !== null) lost.add(meant)
    }
    return true
  }
  for (let length = path.length; length > 0; length--) {
    const at = path.slice(0, length)
    const value = valueAt(root, at)
    if (value === gone) return true
    if (value === undefined) continue
    remove(root, at, lost)
    return true
  }
  return false
}

function remove(root: unknown, path: Path, lost: Set<string>): void {
  const parent = valueAt(root, path.slice(0, -1))
  const key = path.at(-1)
  if (typeof parent !== 'object' || parent === null || key === undefined) return
  const holder = parent as Record<string | number, unknown>
  addIds(holder[key], lost)
  if (typeof key === 'string') lost.add(key)
  // Where a whole list goes, or the id of one of its entries, nobody knows what it declares.
  if (path.length === 1 || key === 'id') lost.add(`${String((root as { id?: unknown }).id)}.${String(path[0])}`)
  if (Array.isArray(parent)) parent[Number(key)] = gone
  else delete holder[key]
}

function addIds(value: unknown, lost: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'id' && typeof inner === 'string') lost.add(inner)
    if (typeof inner !== 'object') continue
    lost.add(key)
    addIds(inner, lost)
  }
}

function withoutCuts(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== gone).map(withoutCuts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutCuts(inner)]))
}

// The path in the file as it was written of a path in the file without the cut entries.
function uncutPath(rest: unknown, path: Path): Path {
  const found: (string | number)[] = []
  for (const step of path) {
    const holder = valueAt(rest, found)
    const kept = Array.isArray(holder) ? holder.flatMap((item, i) => (item === gone ? [] : [i])) : null
    found.push(kept === null ? step : (kept[Number(step)] ?? step))
  }
  return found
}
