export type Severity = 'error' | 'warning'

/** A mistake in the input: where it is, what it is, and how to get out of it. `check` and `load` list these. */
export type Finding = {
  /** Relative to the seeds folder (or as given on the command line). */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** YAML: the character, from 1. CSV: the number of the cell in its row, from 1. */
  readonly column: number
  /** kebab-case name of the rule. */
  readonly rule: string
  /** What came, what is allowed, the nearest match. */
  readonly message: string
  readonly wayOut: string
  /** The two above in languages besides English. */
  readonly translated?: Readonly<Record<string, { readonly message: string; readonly wayOut: string }>>
  /** An error stops a load; a warning has to be accepted. */
  readonly severity: Severity
  /** Set where it stands for so many more of its rule that are not told one by one. */
  readonly rest?: number
  /** Of an answer: whose, in which column of the file, and what came. Null where it is about no single one. */
  readonly answer?: { readonly unit: string | null; readonly column: string | null; readonly value: string | null }
}

export type Place = Pick<Finding, 'file' | 'line' | 'column'>

/** Makes a finding of a rule at a place. */
export function finding(rule: string, place: Place, message: string, wayOut: string): Finding {
  return { file: place.file, line: place.line, column: place.column, rule, message, wayOut, severity: 'error' }
}

/** The same with its words in Norwegian too. */
export const inNorwegian = (found: Finding, message: string, wayOut: string): Finding => ({ ...found, translated: { nb: { message, wayOut } } })

/** One line of text: `surveys/form.yaml:12:5  unknown-fact  what came …  → the way out`. */
export function printFinding(f: Finding): string {
  return `${f.file}:${f.line}:${f.column}  ${f.rule}  ${f.message}  → ${f.wayOut}`
}

/** The same order on every run: by file, line, column, rule and message. Doubles are dropped. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const unique = new Map(findings.map((f) => [printFinding(f), f]))
  return [...unique.values()].sort(
    (a, b) =>
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(a.rule, b.rule) ||
      compareText(a.message, b.message),
  )
}

// Not localeCompare: the order must not depend on the machine's language.
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
