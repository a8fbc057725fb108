import { sql } from '../database/sql.ts'
import type { Writer } from '../database/writer.ts'
import type { WaveCount } from '../release/manifest.ts'

/** How many rows of each wave's file were loaded, and how many units answered; of what is still staged. */
export const countWaves = async (writer: Writer): Promise<WaveCount[]> => {
  const { values, rowCount } = await writer.all(
    sql`select w.survey::varchar, w.year, count(r.wave)::double, w.respondents
      from wave w join stage_wave s on s.survey = w.survey::varchar and s.year = w.year left join stage_row r on r.wave = s.wave
      group by all order by 1, 2`,
  )
  const [surveys = [], years = [], loaded = [], respondents = []] = values
  return Array.from({ length: rowCount }, (_, row) => ({
    survey: String(surveys[row]),
    year: Number(years[row]),
    lines: null,
    rejected: null,
    loaded: Number(loaded[row]),
    respondents: Number(respondents[row]),
  }))
}
