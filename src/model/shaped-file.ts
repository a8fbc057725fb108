import { basename } from 'node:path'
import type { z } from 'zod'
import type { Finding } from './finding.ts'
import { nearest } from './nearest.ts'
import { allowedKeys, flatten, shapeFindings, valueAt } from './shape-findings.ts'
import type { Path, YamlFile } from './yaml-file.ts'

/** A YAML file whose shape is checked: what is left of it where parts were wrong. */
export type Shaped<T> = Omit<YamlFile, 'value'> & {
  readonly value: T
  /** Whether the value of a path was there but wrong (or its key misspelled): that it is missing is told already. */
  readonly cut: (path: Path) => boolean
}

/**
 * Checks the shape of a file. What does not fit is cut out, so that the rules can go on with the rest and every mistake is told in
 * one run. The ids that were cut are added to `lost` (`<id>.<key>` for a whole part of a file): a reference to them is no second mistake.
 */
export function shaped<T>(yaml: YamlFile, schema: z.ZodType<T>, lost: Set<string>): { shaped: Shaped<T> | null; findings: Finding[] } {
  const first = schema.safeParse(yaml.value)
  if (first.success) return { shaped: { ...yaml, value: first.data, cut: () => false }, findings: [] }
  const findings = shapeFindings(yaml, first.error.issues)
  const rest: Rest = { root: structuredClone(yaml.value), cuts: new Set(), lost }
  let issues = flatten(first.error.issues)
  while (issues.every((issue) => cut(rest, issue))) {
    const again = schema.safeParse(withoutCuts(rest.root))
    if (again.success) return { shaped: { ...places(yaml, rest), value: again.data }, findings }
    issues = flatten(again.error.issues).map((issue) => ({ ...issue, path: uncutPath(rest.root, issue.path as Path) as typeof issue.path }))
  }
  addIds(yaml.value, lost)
  lost.add(basename(yaml.file, '.yaml'))
  return { shaped: null, findings }
}

/** What is left of a file, with the paths (as JSON) that were cut. */
type Rest = { readonly root: unknown; readonly cuts: Set<string>; readonly lost: Set<string> }

function places(yaml: YamlFile, { root, cuts }: Rest): Omit<Shaped<unknown>, 'value'> {
  return {
    file: yaml.file,
    at: (path) => yaml.at(uncutPath(root, path)),
    atKey: (path) => yaml.atKey(uncutPath(root, path)),
    cut: (path) => cuts.has(JSON.stringify(uncutPath(root, path))),
  }
}

// Stands where an entry of a list was cut, so that the others keep their numbers.
const gone = Symbol('cut')

// Cuts what an issue names; where that is absent already (a missing key), what should have held it. False: the file is all that is left.
function cut(rest: Rest, issue: z.core.$ZodIssue): boolean {
  const path = issue.path as Path
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const meant = nearest(key, allowedKeys(issue))
      remove(rest, [...path, key])
      if (meant !== null) note(rest, [...path, meant])
    }
    return true
  }
  for (let length = path.length; length > 0; length--) {
    const at = path.slice(0, length)
    const value = valueAt(rest.root, at)
    if (value === gone) return true
    if (value === undefined) continue
    remove(rest, at)
    return true
  }
  return false
}

function remove(rest: Rest, path: Path): void {
  const parent = valueAt(rest.root, path.slice(0, -1))
  const key = path.at(-1)
  if (typeof parent !== 'object' || parent === null || key === undefined) return
  const holder = parent as Record<string | number, unknown>
  addIds({ [key]: holder[key] }, rest.lost, path.at(-2))
  note(rest, path)
  if (Array.isArray(parent)) parent[Number(key)] = gone
  else delete holder[key]
}

function note({ root, cuts, lost }: Rest, path: Path): void {
  cuts.add(JSON.stringify(path))
  // Where a whole part goes, or the id of one of its entries, nobody knows what it declares.
  if (path.length === 1 || path.at(-1) === 'id') lost.add(`${String((root as { id?: unknown }).id)}.${String(path[0])}`)
  if (path.length === 1) lost.add(String(path[0]))
}

// Ids are the values of `id` and the keys of facts and indicators.
function addIds(value: unknown, lost: Set<string>, holder?: string | number): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'id' && typeof inner === 'string') lost.add(inner)
    if (holder === 'facts' || holder === 'indicators') lost.add(key)
    addIds(inner, lost, key)
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
