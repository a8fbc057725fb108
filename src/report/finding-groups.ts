import { bind, sql } from '../database/sql.ts'
import type { Stage } from '../ingest/stage.ts'
import type { Finding } from '../model/finding.ts'
import type { Survey, Text } from '../model/model.ts'
import type { ReadFile } from './quality.ts'
import { baseNames } from './response.ts'
import { ruleTitle } from './rule-title.ts'

/** A finding as a report tells it. Where it is about no single answer, unit, column or value are null. */
export type ToldFinding = {
  readonly file: string
  readonly line: number
  readonly unit: { readonly code: string; readonly name: string | null } | null
  readonly column: string | null
  readonly value: string | null
  readonly message: Text
  readonly proposal: Text
}
/** Findings of one rule. `count`: how many there are, of which at most 200 are told. */
export type FindingGroup = {
  readonly rule: string
  /** Null where nobody wrote one. */
  readonly title: Text | null
  readonly severity: Finding['severity']
  readonly count: number
  readonly findings: readonly ToldFinding[]
}

/** Findings by rule: errors first, then those there are most of. */
export const groupFindings = async (
  stage: Stage,
  survey: Survey,
  { file }: ReadFile,
  findings: readonly Finding[],
): Promise<FindingGroup[]> => {
  const { values } = await stage.writer.all(
    sql`select rule, count(*)::integer from stage_refused where file = ${bind('varchar', file)} group by rule`,
  )
  const counted = new Map((values[0] ?? []).map((rule, index) => [String(rule), Number(values[1]?.[index])]))
  const names = baseNames(stage)
  const rules = new Map<string, Finding[]>()
  for (const one of findings) if (one.rule !== 'more') rules.set(one.rule, [...(rules.get(one.rule) ?? []), one])
  return [...rules]
    .map(([rule, found]): FindingGroup => {
      const all = found.filter(({ rest }) => rest === undefined)
      return {
        rule,
        title: ruleTitle(survey, rule),
        severity: all.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
        count: Math.max(
          found.reduce((sum, { rest = 1 }) => sum + rest, 0),
          counted.get(rule) ?? 0,
        ),
        findings: all.map((one) => told(one, names)),
      }
    })
    .sort((a, b) => (a.severity === b.severity ? b.count - a.count || (a.rule < b.rule ? -1 : 1) : a.severity === 'error' ? -1 : 1))
}

const told = ({ file, line, answer, message, wayOut, translated = {} }: Finding, names: ReadonlyMap<string, string>): ToldFinding => ({
  file,
  line,
  unit: answer?.unit == null ? null : { code: answer.unit, name: names.get(answer.unit) ?? null },
  column: answer?.column || null,
  value: answer?.value ?? null,
  message: { en: message, ...Object.fromEntries(Object.entries(translated).map(([language, words]) => [language, words.message])) },
  proposal: { en: wayOut, ...Object.fromEntries(Object.entries(translated).map(([language, words]) => [language, words.wayOut])) },
})
