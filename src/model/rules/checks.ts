import { checkRules, isCheckRule } from '../check-rules.ts'
import { isAsked, waveYears } from '../declared.ts'
import type { Folder } from '../folder.ts'
import { questionsOf } from '../given.ts'
import { allowed } from '../nearest.ts'
import type { Shaped } from '../shaped-file.ts'
import type { CheckShape } from '../shapes/check-shape.ts'
import type { QuestionShape } from '../shapes/question-shape.ts'
import type { SurveyShape } from '../shapes/survey-shape.ts'
import type { Path } from '../yaml-file.ts'
import { rule } from './rule.ts'

type Entry = {
  readonly file: Omit<Shaped<unknown>, 'value'>
  readonly survey: SurveyShape | null
  readonly check: CheckShape
  readonly path: Path
}

/** Entries of `checks` in model.yaml and the surveys. */
const entriesOf = ({ model, surveys }: Folder): Entry[] => [
  ...(model?.value.checks ?? []).map((check, i): Entry => ({ file: model as Entry['file'], survey: null, check, path: ['checks', i] })),
  ...surveys.flatMap((file) =>
    (file.value.checks ?? []).map((check, i): Entry => ({ file, survey: file.value, check, path: ['checks', i] })),
  ),
]

export const checkRule = rule('check-rule', (folder, report) => {
  for (const { file, check, path } of entriesOf(folder))
    if (!isCheckRule(check.rule)) {
      const message = `there is no rule ${check.rule} that can be set; ${allowed(check.rule, Object.keys(checkRules))}`
      report(file.at([...path, 'rule']), message, 'name one of these, or delete the entry')
    }
})

export const checkKeys = rule('check-keys', (folder, report) => {
  for (const { file, check, path } of entriesOf(folder)) {
    if (!isCheckRule(check.rule)) continue
    const has = checkRules[check.rule]
    for (const key of ['bound', 'floor'] as const)
      if (check[key] !== undefined && has[key] === null)
        report(file.atKey([...path, key]), `${check.rule} has no ${key}`, 'delete it; docs/checks.md lists what each rule has')
    const cut = (['severity', 'bound', 'floor', 'questions'] as const).some((key) => file.cut([...path, key]))
    if (check.severity === undefined && check.bound === undefined && check.floor === undefined && !cut)
      report(file.at([...path, 'rule']), `the entry of ${check.rule} changes nothing`, 'add severity, bound or floor, or delete the entry')
  }
})

export const checkQuestion = rule('check-question', (folder, report) => {
  for (const { file, survey, check, path } of entriesOf(folder)) {
    if (check.questions === undefined || !isCheckRule(check.rule)) continue
    const place = file.atKey([...path, 'questions'])
    if (!checkRules[check.rule].questions) report(place, `${check.rule} is about no single question`, 'leave out questions')
    else if (survey === null)
      report(place, 'questions belong to a survey; model.yaml speaks of all', 'move the entry to the file of the survey')
    else
      for (const [i, id] of check.questions.entries())
        if (!known(folder, survey, id)) report(file.at([...path, 'questions', i]), unknown(survey, id), 'name a question of the survey')
  }
})

export const sumQuestion = rule('sum-question', (folder, report) => {
  for (const file of folder.surveys)
    for (const [i, { id: own, total, parts }] of (file.value.sums ?? []).entries()) {
      if (isCheckRule(own)) report(file.at(['sums', i, 'id']), `${own} is the name of a rule`, 'choose another id')
      const named: { id: string; path: Path }[] = [
        { id: total, path: ['sums', i, 'total'] },
        ...parts.map((id, j) => ({ id, path: ['sums', i, 'parts', j] })),
      ]
      for (const [n, { id, path }] of named.entries()) {
        const question = questionOf(file.value, id)
        if (question === undefined) {
          if (!known(folder, file.value, id)) report(file.at(path), unknown(file.value, id), 'name a question of the survey')
        } else if (named.findIndex((one) => one.id === id) < n)
          report(file.at(path), `${id} is in the sum twice`, 'name each question once')
        else if (question.answer.kind !== 'number')
          report(file.at(path), `${id} is a ${question.answer.kind} answer; sums are of numbers`, 'name a question with a number')
      }
    }
})

export const filterQuestion = rule('filter-question', (folder, report) => {
  for (const { survey, question, path } of questionsOf(folder)) {
    if (question.filter === undefined) continue
    const at = survey.at([...path, 'filter', 'question'])
    const other = questionOf(survey.value, question.filter.question)
    if (other === undefined) {
      if (!known(folder, survey.value, question.filter.question))
        report(at, unknown(survey.value, question.filter.question), 'name another question of the survey')
    } else if (other === question) report(at, `${question.id} is its own filter`, 'name another question of the survey')
    else if (!['boolean', 'choice', 'multi'].includes(other.answer.kind))
      report(at, `${other.id} is a ${other.answer.kind} answer; a filter is a yes or no, a choice or a multi`, 'name such a question')
    else if (waveYears(folder, survey.value)?.some((year) => isAsked(question, year) && isAsked(other, year)) === false)
      report(at, `${question.id} and ${other.id} are asked in no wave together`, 'mend their years, or delete the filter')
  }
})

export const filterIs = rule('filter-is', (folder, report) => {
  for (const { survey, question, path } of questionsOf(folder)) {
    const { filter } = question
    const other = filter === undefined ? undefined : questionOf(survey.value, filter.question)
    const values = other === undefined ? null : answersOf(other)
    if (filter === undefined || values === null) continue
    for (const [i, value] of [filter.is].flat().entries()) {
      if (values.includes(value)) continue
      const place = survey.at([...path, 'filter', 'is', ...(Array.isArray(filter.is) ? [i] : [])])
      const message = `${filter.question} is never ${JSON.stringify(value)}; ${allowed(String(value), values.map(String))}`
      report(place, message, 'write what an option stands for')
    }
  }
})

const questionOf = ({ questions }: SurveyShape, id: string): QuestionShape | undefined => questions.find((question) => question.id === id)

const known = ({ lost }: Folder, survey: SurveyShape, id: string): boolean => questionOf(survey, id) !== undefined || lost.has(id)

const unknown = (survey: SurveyShape, id: string): string =>
  `${survey.id} has no question ${id}; ${allowed(
    id,
    survey.questions.map((question) => question.id),
  )}`

/** What options stand for; null where any may be, or there are none. */
const answersOf = ({ answer, columns }: QuestionShape): (string | boolean | number)[] | null => {
  if (answer.kind === 'boolean') return [true, false]
  if (answer.kind === 'choice') return [...new Set(Object.values(answer.options))]
  const options = answer.kind === 'multi' ? (columns ?? answer.options) : undefined
  return options === undefined ? null : [...new Set(Object.values(options))]
}
