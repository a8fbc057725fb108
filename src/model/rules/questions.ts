import { isAsked, waveYears } from '../declared.ts'
import { questionsOf } from '../given.ts'
import { allowed } from '../nearest.ts'
import { rule } from './rule.ts'

export const questionYears = rule('question-years', (folder, report) => {
  for (const { survey, question, path } of questionsOf(folder)) {
    const { id, from, until } = question
    if (from === undefined && until === undefined) continue
    const years = waveYears(folder, survey.value)
    if (from !== undefined && until !== undefined && from > until) {
      report(survey.at([...path, 'from']), `${id} is asked from ${from} until ${until}`, 'swap them')
    } else if (years !== null && !years.some((year) => isAsked(question, year))) {
      const place = survey.atKey([...path, from === undefined ? 'until' : 'from'])
      report(place, `${id} is asked in no wave (${years.join(', ')})`, 'mend from or until, or add the wave')
    }
  }
})

export const wordingOrder = rule('wording-order', (folder, report) => {
  for (const { survey, question, path } of questionsOf(folder)) {
    let last = -Infinity
    for (const [i, { from }] of (question.wording ?? []).entries()) {
      const place = survey.at([...path, 'wording', i, 'from'])
      if (from <= last) report(place, `the wording from ${from} does not come after the one from ${last}`, 'list wordings by year')
      else if (!isAsked(question, from)) {
        const asked = `${question.from ?? ''}-${question.until ?? ''}`
        report(place, `the wording is from ${from}, but the question is asked ${asked}`, 'mend the years of the one or the other')
      }
      last = Math.max(last, from)
    }
  }
})

export const minMax = rule('min-max', (folder, report) => {
  for (const { survey, question, path } of questionsOf(folder)) {
    const { answer } = question
    if (answer.kind !== 'number' || answer.min === undefined || answer.max === undefined || answer.min <= answer.max) continue
    report(survey.at([...path, 'answer', 'min']), `min ${answer.min} is above max ${answer.max}`, 'swap them')
  }
})

export const questionColumns = rule('question-columns', (folder, report) => {
  for (const { survey, question, path } of questionsOf(folder)) {
    const { answer, column, columns, id } = question
    const at = (key: string) => survey.atKey([...path, key])
    if (column !== undefined && columns !== undefined) {
      report(at('columns'), `${id} has both column and columns`, 'delete one of the two')
    } else if (column === undefined && columns === undefined) {
      if (survey.cut([...path, 'column']) || survey.cut([...path, 'columns'])) continue
      const wayOut =
        answer.kind === 'multi' ? 'add columns: { <column>: <member> }, or column and separator' : 'add column: its name in the wave file'
      report(survey.at([...path, 'id']), `${id} names no column of the wave file`, wayOut)
    } else if (columns !== undefined && answer.kind !== 'multi') {
      report(at('columns'), `columns is for a multi answer; this is a ${answer.kind}`, 'write column, or make the answer a multi')
    } else if (answer.kind === 'multi') {
      const extra = (['separator', 'options'] as const).find((key) => columns !== undefined && answer[key] !== undefined)
      if (extra !== undefined) {
        report(
          survey.atKey([...path, 'answer', extra]),
          `${extra} is for one column with all ticks; here are columns`,
          `delete ${extra} or write column`,
        )
      } else if (column !== undefined && answer.separator === undefined) {
        report(
          survey.at([...path, 'answer']),
          'a multi answer in one column needs its separator',
          'add separator: ";" (or what the file has)',
        )
      }
    }
  }
})

export const columnYears = rule('column-years', (folder, report) => {
  for (const { survey, question, path } of questionsOf(folder)) {
    const { column } = question
    if (typeof column !== 'object') continue
    const years = waveYears(folder, survey.value)
    for (const key of Object.keys(column)) {
      const known = years === null ? /^\d{4}$/.test(key) : years.map(String).includes(key)
      if (key === 'default' || known) continue
      const message = `${key} is no year of the waves; ${allowed(key, ['default', ...(years ?? []).map(String)])}`
      report(survey.atKey([...path, 'column', key]), message, 'write a year of the waves, or default')
    }
    if (column['default'] !== undefined) continue
    const bare = (years ?? []).filter((year) => isAsked(question, year) && !Object.hasOwn(column, year))
    if (bare.length === 0) continue
    report(
      survey.at([...path, 'column']),
      `${question.id} has no column in ${bare.join(', ')}`,
      'add default: or the years, or mend from and until',
    )
  }
})
