import type { Model } from '../model/model.ts'
import type { Profile } from './profile.ts'

/** Columns beside each other that are the options of one question, or a column by itself. */
export type Group = { readonly profiles: readonly Profile[]; readonly text: string | null; readonly options: readonly string[] }

const isTick = ({ texts, filled, many }: Profile): boolean => filled > 0 && !many && [...texts.keys()].every((text) => /^x$/i.test(text))
const isMark = ({ texts, filled, empty, many }: Profile): boolean => filled > 0 && empty > 0 && !many && texts.size === 1 && texts.has('1')
const isYesNo = ({ texts, filled, many, column }: Profile): boolean =>
  filled > 0 &&
  !many &&
  Object.values(column.labels).every((label) => /^(ja|nei|yes|no|selected|not selected|valgt|ikke valgt)$/i.test(label)) &&
  [...texts.keys()].every((text) => /^[01]$/.test(text))

const answersYesNo = ({ texts, filled, many }: Profile): boolean =>
  filled > 0 && !many && [...texts.keys()].every((text) => /^(1|0|true|false|ja|nei|yes|no)$/i.test(text))

/** `q5_1`, `q5a`, `way2` -> `q5`, `q5`, `way`. Null: the name ends otherwise. */
const numbered = (name: string): string | null => /^(.+?)(?:[_.-](?:\d+|[a-z])|(?<=\D)\d+|(?<=\d)[a-z])$/i.exec(name)?.[1] ?? null
/** `ref_school`, `ref_home` -> `ref`. */
const worded = (name: string): string | null => /^(.+)[_.-][^_.-]+$/.exec(name)?.[1] ?? null

/** Ticks with a name in common are one question; yes and no only where their names are numbered and their labels begin alike. */
export const groupTicks = (profiles: readonly Profile[], model: Model): Group[] => {
  const questions = new Map(
    model.surveys.flatMap((survey) =>
      survey.questions.flatMap(({ id, columns }) =>
        columns.kind === 'options' ? Object.keys(columns.options).map((name) => [name, `${survey.id}.${id}`] as const) : [],
      ),
    ),
  )
  const groups: Profile[][] = []
  /** Columns of one question of the model, with yes and no in them. */
  const known = ([first]: readonly Profile[], next: Profile): boolean => {
    const question = questions.get(first?.column.name ?? '')
    return (
      first !== undefined &&
      question !== undefined &&
      question === questions.get(next.column.name) &&
      [first, next].every((profile) => isTick(profile) || answersYesNo(profile))
    )
  }
  for (const profile of profiles) {
    const last = groups.at(-1)
    if (last && (belongs(last, profile) || known(last, profile))) last.push(profile)
    else groups.push([profile])
  }
  return groups.map((group) => {
    const [first] = group
    if (group.length === 1 && first && !isTick(first)) return { profiles: group, text: first.column.label, options: [] }
    const common = group.length > 1 ? commonLabel(group) : ''
    const options = group.map(
      ({ column }) => (column.label ?? '').slice(common.length).replace(/^[\s:.\-\u2013\u2014]+/, '') || lastWord(column.name),
    )
    return {
      profiles: group,
      text: group.length > 1 ? common.replace(/[\s:\-\u2013\u2014]+$/, '') || null : (first?.column.label ?? null),
      options,
    }
  })
}

const belongs = (group: readonly Profile[], next: Profile): boolean => {
  const [first] = group
  if (!first) return false
  const isEither = (profile: Profile): boolean => isTick(profile) || isMark(profile)
  const alike = isEither(first) && isEither(next)
  const answers = isYesNo(first) && isYesNo(next) && commonLabel([...group, next]).length >= 10
  if (!alike && !answers) return false
  return (alike ? [numbered, worded] : [numbered]).some((stemOf) => {
    const stem = stemOf(first.column.name)
    return stem !== null && stem === stemOf(next.column.name)
  })
}

/** What all labels begin with, up to a whole word; empty where one has none. */
const commonLabel = (group: readonly Profile[]): string => {
  const labels = group.map(({ column }) => column.label ?? '')
  let end = 0
  while (labels.every((label) => end < label.length && label[end] === labels[0]?.[end])) end += 1
  const start = (labels[0] ?? '').slice(0, end)
  return labels.every((label) => label.length > end && !/[\p{L}\p{N}]/u.test(label[end] ?? ''))
    ? start
    : start.replace(/[\p{L}\p{N}]+$/u, '')
}

const lastWord = (name: string): string => /[^_.-]+$/.exec(name)?.[0] ?? name
