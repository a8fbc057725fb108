import { sql } from '../database/sql.ts'
import type { Writer } from '../database/writer.ts'
import type { WaveCount } from '../release/manifest.ts'

/** How many rows of each wave's file were loaded, and how many units answered; of what is still staged. */
export const countWaves = async (writer: Writer): Promise<WaveCount[]> => {
  const { values, rowCount } = await writer.all(
    sql`select w.survey::varchar, w.year, case when count(*) over (partition by s.survey, s.file) = 1 then any_value(f.lines) end::double,
        count(r.wave)::double, w.respondents
      from wave w join stage_wave s on s.survey = w.survey::varchar and s.year = w.year
      left join stage_row r on r.wave = s.wave left join stage_file f on f.survey = s.survey and f.file = s.file
      group by w.survey, w.year, w.respondents, s.survey, s.file order by 1, 2`,
  )
  const [surveys = [], years = [], lines = [], loaded = [], respondents = []] = values
  return Array.from({ length: rowCount }, (_, row) => ({
    survey: String(surveys[row]),
    year: Number(years[row]),
    lines: lines[row] as number | null,
    loaded: Number(loaded[row]),
    respondents: Number(respondents[row]),
  }))
}
