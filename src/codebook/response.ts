import { bind, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import type { Release, Wave } from '../release/open.ts'

/** Respondents by what they did with a question; together all that responded to the wave. */
export type Counts = { readonly answered: number; readonly not_answered: number; readonly not_asked: number; readonly suppressed: number }

/** Who answered a wave. `rate` 0..1; null without a frame and sample. */
export type Response = {
  readonly frame: number | null
  readonly asked: number | null
  readonly respondents: number
  readonly rate: number | null
  /** Question -> counts. */
  readonly counts: Readonly<Record<string, Counts>>
}

const nobody: Counts = { answered: 0, not_answered: 0, not_asked: 0, suppressed: 0 }
const fields: Readonly<Record<string, keyof Counts>> = { reported: 'answered', not_answered: 'not_answered', not_asked: 'not_asked', suppressed: 'suppressed' }

/** How a wave of a release was answered. Only numbers of units: what they said is not told. */
export const readResponse = async ({ database }: Pick<Release, 'database'>, { survey, year, frame, sampled, respondents }: Wave): Promise<Response> => {
  const rows = recordsOf(
    await database.all(sql`
      select question, how::varchar as how, count(*)::integer as units
      from (select a.question, a.unit, min(a.how) as how
            from answer a join unit_wave u using (survey, year, unit)
            where survey = ${bind('"survey_id"', survey)} and year = ${bind('usmallint', year)} and u.responded
            group by a.question, a.unit)
      group by question, how order by question, how`),
  ) as { question: string; how: string; units: number }[]
  const counts: Record<string, Counts> = {}
  for (const { question, how, units } of rows) counts[question] = { ...(counts[question] ?? nobody), [fields[how] ?? 'not_answered']: units }
  const asked = sampled ?? frame
  return { frame, asked, respondents, rate: frame === null || !asked ? null : respondents / asked, counts }
}
