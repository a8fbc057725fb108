import { checkRules, type CheckRule } from '../model/check-rules.ts'
import type { CheckSetting, Model, Survey } from '../model/model.ts'
import type { Check, Limits } from './check.ts'

export type Setting = Limits & { readonly severity: CheckSetting['severity'] & string }

/**
 * How strict a rule is for a question (null: for none): built in, then as model.yaml and the survey say; the last that is about it counts.
 */
export const settingOf = (
  model: Model,
  survey: Survey,
  { name, severity }: Check & { readonly name: CheckRule },
  question: string | null,
): Setting => {
  const entries = [...model.checks, ...survey.checks].filter(
    (entry) => entry.rule === name && (entry.questions === null || (question !== null && entry.questions.includes(question))),
  )
  const { bound, floor } = checkRules[name]
  return entries.reduce<Setting>(
    (before, entry) => ({
      severity: entry.severity ?? before.severity,
      bound: entry.bound ?? before.bound,
      floor: entry.floor ?? before.floor,
    }),
    { severity, bound: bound ?? 0, floor: floor ?? 0 },
  )
}
