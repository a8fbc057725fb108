import { recordsOf } from '../database/records.ts'
import { bind, sql } from '../database/sql.ts'
import { allowed } from '../model/nearest.ts'
import { columnsOf } from '../model/question-columns.ts'
import type { CheckedWave, Remark, WaveCheck } from './check.ts'

/** Lines of a long file that name no question which the survey asks in the year: they are not loaded. */
export const unknownQuestion: WaveCheck = {
  name: 'unknown-question',
  severity: 'warning',
  title: { nb: 'Linjer som ikke nevner et spørsmål i undersøkelsen', en: 'Lines that name no question of the survey' },
  find: async (wave) => {
    const rows = recordsOf<{ name: string; line: number; lines: number; position: number }>(
      await wave.writer.all(sql`select name, line, lines, position from stage_unknown
        where (survey, file) = (select (survey, file) from stage_wave where wave = ${bind('integer', wave.wave)}) order by line`),
    )
    return rows.map((row) => remarkOf(wave, row))
  },
}

const remarkOf = ({ asked, survey, year }: CheckedWave, { name, line, lines, position }: { name: string; line: number; lines: number; position: number }): Remark => {
  const names = asked.flatMap(({ question }) => [...columnsOf(question, year).map((column) => column.name), ...(question.columns.kind === 'options' ? [] : [question.id])])
  const known = (language: 'en' | 'nb') => allowed(name, new Set(names), language)
  const said = JSON.stringify(name)
  return {
    ...{ question: null, unit: null, line, position, value: name },
    words: {
      en: {
        message: `${said} is no question of ${survey.id} in ${year}: ${lines === 1 ? 'one line' : `${lines} lines, the first here`}; ${known('en')}`,
        wayOut: 'correct the name in the file, or add the question to the survey; or accept that these lines are not loaded',
      },
      nb: {
        message: `${said} er ikke et spørsmål i ${survey.id} i ${year}: ${lines === 1 ? 'én linje' : `${lines} linjer, den første her`}; ${known('nb')}`,
        wayOut: 'rett navnet i filen, eller legg spørsmålet til i undersøkelsen; eller godta at disse linjene ikke lastes',
      },
    },
  }
}
