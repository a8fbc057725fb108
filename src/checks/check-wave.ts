import { recordsOf } from '../database/records.ts'
import { bind, integer, join, sql } from '../database/sql.ts'
import { sortFindings, type Finding } from '../model/finding.ts'
import type { Survey } from '../model/model.ts'
import { columnsOf } from '../model/question-columns.ts'
import type { Checked, CheckedQuestion, CheckedWave, Remark, WaveCheck } from './check.ts'
import { fillFilterAnswers } from './filter-answers.ts'
import { settingOf, type Setting } from './limits.ts'
import { mostRows } from './remark-rows.ts'
import { waveChecks } from './wave-checks.ts'
import { fillWaveValues } from './wave-values.ts'

const mostPerRule = 200

/**
 * What the rules for waves remark on in one that is staged, by line; of each rule at most 200, with a count of the rest. Empty where there
 * is no such wave. It may have mistakes: cells that `mistakes` are about are not remarked on too.
 */
export const checkWave = async (
  stage: Checked,
  { survey: id, year }: { readonly survey: string; readonly year: number },
  mistakes: readonly Finding[] = [],
): Promise<Finding[]> => {
  const { writer, model } = stage
  const survey = model.surveys.find((one) => one.id === id)
  const waves = recordsOf<{ wave: number; year: number; file: string }>(
    await writer.all(sql`select wave, year::integer as year, file from stage_wave
      where survey = ${bind('varchar', id)} and year <= ${bind('integer', year)} order by year desc limit 2`),
  )
  const [now, before = null] = waves
  if (survey === undefined || now === undefined || now.year !== year) return []
  const numbered = await numberedQuestions(stage, survey)
  const asked = numbered.filter(({ question }) => columnsOf(question, year).length > 0)
  const wave: CheckedWave = { ...stage, survey, year, wave: now.wave, before, asked, questions: asked, limits: { bound: 0, floor: 0 } }
  await fillWaveValues(wave)
  await fillFilterAnswers(wave)
  const findings: Finding[] = []
  for (const check of waveChecks) findings.push(...(await runCheck(wave, now.file, check)))
  const told = new Set(mistakes.map(cellOf))
  return sortFindings(findings.filter((one) => one.answer === undefined || !told.has(cellOf(one))))
}

const isAs = (one: Setting, other: Setting): boolean => one.bound === other.bound && one.floor === other.floor

const cellOf = ({ file, line, column }: Finding): string => `${file}:${line}:${column}`

const runCheck = async (wave: CheckedWave, file: string, check: WaveCheck): Promise<Finding[]> => {
  const { writer, model, survey, asked } = wave
  const setting = (question: string | null): Setting => settingOf(model, survey, check, question)
  const on = asked.filter(({ question }) => setting(question.id).severity !== 'off')
  await writer.run(sql`create or replace temp table check_setting (question integer, bound double, floor double)`)
  const limits = on.map(({ number, question }) => ({ number, ...setting(question.id) }))
  for (const one of limits.filter((limit, index) => limits.findIndex((other) => isAs(other, limit)) === index)) {
    const numbers = limits.filter((other) => isAs(other, one)).map(({ number }) => integer(number))
    await writer.run(sql`insert into check_setting select unnest([${join(numbers)}]), ${bind('double', one.bound)}, ${bind('double', one.floor)}`)
  }
  const remarks = (await check.find({ ...wave, questions: on, limits: setting(null) })).filter(
    ({ question, declared }) => question !== null || declared !== undefined || setting(null).severity !== 'off',
  )
  const findings = remarks.slice(0, mostPerRule).map((remark) => {
    const about = asked.find(({ number }) => number === remark.question) ?? null
    return findingOf(check, remark, file, wave.year, about, remark.declared?.severity ?? setting(about?.question.id ?? null).severity)
  })
  const last = findings.at(-1)
  return last === undefined || remarks.length <= mostPerRule ? findings : [...findings, restOf(last, remarks.length)]
}

const findingOf = (
  { name }: WaveCheck,
  { unit, line, position, value, words, declared }: Remark,
  file: string,
  year: number,
  asked: CheckedQuestion | null,
  severity: Setting['severity'],
): Finding => {
  const columns = asked === null ? [] : columnsOf(asked.question, year)
  const finding = {
    ...{ file, line, column: position, rule: declared?.id ?? name, ...words.en, translated: { nb: words.nb } },
    severity: severity === 'error' ? ('error' as const) : ('warning' as const),
  }
  if (unit === null && asked === null) return finding
  return { ...finding, answer: { unit, column: columns.length === 1 ? (columns[0]?.name ?? null) : null, value } }
}

const restOf = ({ file, rule, severity }: Finding, all: number): Finding => {
  const rest = all - mostPerRule
  return {
    ...{ file, line: 1, column: 1, rule, severity },
    message: `${all < mostRows ? '' : 'at least '}${rest} more like these`,
    wayOut: 'look at these first',
    translated: { nb: { message: `${all < mostRows ? '' : 'minst '}${rest} til som disse`, wayOut: 'se på disse først' } },
  }
}

/** Questions of a survey with the number that the stage tables give them. */
const numberedQuestions = async ({ writer }: Checked, survey: Survey): Promise<CheckedQuestion[]> => {
  const rows = recordsOf<{ question: number; id: string }>(
    await writer.all(sql`select question, id from stage_question where survey = ${bind('varchar', survey.id)}`),
  )
  const numbers = new Map(rows.map(({ question, id }) => [id, question]))
  return survey.questions.flatMap((question) => {
    const number = numbers.get(question.id)
    return number === undefined ? [] : [{ number, question }]
  })
}
