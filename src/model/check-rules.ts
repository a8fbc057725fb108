/** What an entry of `checks` may change of a rule. */
type Settings = {
  /** The rule's limit and least size, where it has one, as built in; null: it has none. */
  readonly bound: number | null
  readonly floor: number | null
  /** It looks at questions one by one. */
  readonly questions: boolean
}

/** The rules that remark on a wave that is loaded, and what they have to be told; docs/checks.md says what each means. */
export const checkRules = {
  'parts-sum': { bound: 0, floor: null, questions: true },
  'filter-contradicted': { bound: null, floor: null, questions: true },
  'large-change': { bound: 7, floor: 20, questions: true },
  'zero-after-large': { bound: 3, floor: 20, questions: true },
  outlier: { bound: 5, floor: 10, questions: true },
  'few-responses': { bound: 0.5, floor: 5, questions: false },
  'response-fell': { bound: 0.25, floor: 5, questions: false },
  'same-as-before': { bound: 0.5, floor: 5, questions: false },
  'unanswered-question': { bound: null, floor: 5, questions: true },
  'damaged-letters': { bound: null, floor: null, questions: true },
  'unknown-question': { bound: null, floor: null, questions: false },
} as const satisfies Readonly<Record<string, Settings>>

export type CheckRule = keyof typeof checkRules

export const isCheckRule = (name: string): name is CheckRule => Object.hasOwn(checkRules, name)
