import { bind, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import { leftOut } from '../ingest/correct-lines.ts'
import type { Stage } from '../ingest/stage.ts'
import type { Finding } from '../model/finding.ts'
import type { ReadFile } from './quality.ts'

/**
 * Rows of answers in the file: all that were read are those without an error, those with one, and those that corrections leave out. Rows `above` the
 * header are none of them.
 */
export type Lines = { readonly read: number; readonly clean: number; readonly rejected: number; readonly leftOut: number; readonly above: number }

/** Where the rows of a file that have an error are -> why, in the words of a language (English where there are none). */
export const rejectedLines = async (
  { writer }: Stage,
  { file, name, header }: ReadFile,
  findings: readonly Finding[],
  language: string,
): Promise<Map<number, string[]>> => {
  const errors = findings.filter((one) => one.file === name && one.severity === 'error')
  const rules = new Set(errors.map(({ rule }) => rule))
  const reasons = new Map<number, string[]>()
  const add = (line: number, reason: string) => reasons.set(line, [...(reasons.get(line) ?? []), reason])
  for (const one of errors.filter(({ line, rule }) => line > 1 && rule !== 'more' && !ofNoRow.has(rule))) {
    const { message, wayOut } = one.translated?.[language] ?? one
    add(one.line, `${one.rule}: ${message} → ${wayOut}`)
  }
  const told = new Set(reasons.keys())
  const all = recordsOf<{ line: number; position: number | null; rule: string; text: string | null }>(
    await writer.all(
      sql`select line, position, rule, text from stage_refused where file = ${bind('varchar', file)} and line > 1 order by all`,
    ),
  )
  for (const { line, position, rule, text } of all)
    if (!told.has(line) && !ofNoRow.has(rule) && (rules.has(rule) || rules.has('more')))
      add(line, `${rule}: ${JSON.stringify(text ?? '')}${position === null ? '' : ` (${header[position - 1] ?? ''})`}`)
  return reasons
}

/** Rules about all rows together; correcting the row they happen to name is no way out. */
const ofNoRow: ReadonlySet<string> = new Set(['more-than-there-are', 'stratum-not-in-frame', leftOut])

export const countLines = async (stage: Stage, read: ReadFile, findings: readonly Finding[]): Promise<Lines> => {
  const untold = findings.reduce((sum, { file, rule, rest = 0 }) => sum + (file === read.name && rule === 'cell-count' ? rest : 0), 0)
  const rejected = (await rejectedLines(stage, read, findings, 'en')).size + untold
  const { values } = await stage.writer.all(sql`select count(distinct line)::integer from stage_refused
    where file = ${bind('varchar', read.file)} and rule = ${bind('varchar', leftOut)}`)
  const out = Number(values[0]?.[0])
  return { read: read.rows, clean: read.rows - rejected - out, rejected, leftOut: out, above: read.above }
}
