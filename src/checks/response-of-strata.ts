import { recordsOf } from '../database/records.ts'
import { bind, sql } from '../database/sql.ts'
import type { CheckedWave } from './check.ts'

/** How many units of a stratum were asked, and answered. */
export type StratumResponse = { readonly stratum: string; readonly asked: number; readonly responded: number }

/** Of each stratum of a wave, in order; where only totals are known and all were asked, these. */
export const responseOf = async ({ writer }: Pick<CheckedWave, 'writer'>, wave: number): Promise<StratumResponse[]> =>
  recordsOf<StratumResponse>(
    await writer.all(sql`select name as stratum, count(case when responded then 1 end)::double as responded,
        coalesce(any_value(case when w.sample then null else t.units end), count(case when asked then 1 end))::double as asked
      from stage_stratified s join stage_wave w using (wave)
      left join stage_total t on t.wave = s.wave and t.stratum = s.name
      where wave = ${bind('integer', wave)} and (s.asked or t.units is not null)
      group by name order by min(s.position), name`),
  )
