import DataLoader from 'dataloader'
import { bind, sql } from '../database/sql.ts'
import type { WaveKey } from '../query/plan.ts'
import type { Reader } from './reader.ts'

/** Codes of the units that answered in a wave, in order. */
export const unitsLoader = (reader: Reader) =>
  new DataLoader<WaveKey, readonly string[]>(
    (waves) =>
      Promise.all(
        waves.map(async ({ survey, year }) => {
          const { values } = await reader.all(
            sql`select code from unit_wave where survey = ${bind('"survey_id"', survey)} and year = ${bind('usmallint', year)} and responded order by code`,
          )
          return (values[0] ?? []).map(String)
        }),
      ),
    { cache: false },
  )
