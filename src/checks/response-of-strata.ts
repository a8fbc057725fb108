import { recordsOf } from '../database/records.ts'
import { bind, sql } from '../database/sql.ts'
import type { CheckedWave } from './check.ts'

/** How many units of a stratum were asked, and answered. */
export type StratumResponse = { readonly stratum: string; readonly asked: number; readonly responded: number }

/** Of each stratum of a wave, in order; where totals are known and all were asked, of those. */
export const responseOf = async ({ writer }: Pick<CheckedWave, 'writer'>, wave: number): Promise<StratumResponse[]> =>
  recordsOf<StratumResponse>(
    await writer.all(sql`with row as (
        select name, min(position) as position, count(case when asked then 1 end) as asked,
          count(case when responded then 1 end) as responded
        from stage_stratified where wave = ${bind('integer', wave)} group by name),
      total as (
        select t.stratum as name, t.units from stage_total t join stage_wave w using (wave)
        where wave = ${bind('integer', wave)} and not w.sample)
      select coalesce(r.name, t.name) as stratum, coalesce(t.units, r.asked)::double as asked, coalesce(r.responded, 0)::double as responded
      from row r full join total t on t.name = r.name
      where coalesce(t.units, r.asked) > 0
      order by r.position nulls last, 1`),
  )
