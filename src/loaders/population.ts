import DataLoader from 'dataloader'
import { bind, identifier, join, list, sql } from '../database/sql.ts'
import { countryLevel, type Area } from '../geography/geography.ts'
import type { Warehouse } from '../query/warehouse.ts'
import { isMember } from '../query/fields.ts'
import { total } from '../query/total.ts'
import type { Reader } from './reader.ts'

export type PopulationKey = { readonly area: Area; readonly year: number; readonly members: Readonly<Record<string, string>> }

const shapeOf = ({ area, year, members }: PopulationKey) => JSON.stringify([area.vintage, year, members])

/**
 * Inhabitants on 1 January; null where unknown. In the borders of another year whole units, and above the base level their share of
 * those that were divided; null at the base level where one was.
 */
export const populationLoader = (warehouse: Warehouse, reader: Reader) =>
  new DataLoader<PopulationKey, number | null>(
    async (keys): Promise<(number | null)[]> => {
      const groups = new Map<string, PopulationKey[]>()
      for (const key of keys) {
        const group = groups.get(shapeOf(key))
        if (group) group.push(key)
        else groups.set(shapeOf(key), [key])
      }
      const found = new Map(await Promise.all([...groups].map(async ([shape, group]) => [shape, await read(warehouse, reader, group)] as const)))
      return keys.map((key) => found.get(shapeOf(key))?.get(`${key.area.level} ${key.area.code}`) ?? null)
    },
    { cache: false },
  )

const read = async ({ model }: Warehouse, reader: Reader, group: readonly PopulationKey[]): Promise<ReadonlyMap<string, number | null>> => {
  const [first] = group
  if (!first || !model.geography) return new Map()
  const conditions = Object.entries(first.members).map(([dimension, member]) => sql` and ${isMember(sql`p.${identifier(dimension)}`, dimension, [member])}`)
  const members = join([sql``, ...conditions], sql``)
  const codes = group.filter(({ area }) => area.level !== countryLevel).map(({ area }) => area.code)
  const year = bind('usmallint', first.year)
  const vintage = bind('usmallint', first.area.vintage)
  const { values } = await reader.all(sql`
    select level, area, case when level <> ${bind('varchar', model.geography.base)} or min(share) = 1 then round(${total(sql`persons * share`, 'floating')}) end
    from area_place join (
      select p.year, p.code, sum(p.persons) as persons from population p where p.year = ${year}${members} group by p.year, p.code) p
      using (year, code)
    where vintage = ${vintage} and area in ${list('varchar', codes)} and share > 0
    group by level, area
    union all
    select 'country', ${bind('varchar', model.geography.country)}, sum(p.persons) from population p where p.year = ${year}${members}`)
  const [levels = [], areas = [], persons = []] = values
  return new Map(levels.map((level, row) => [`${String(level)} ${String(areas[row])}`, persons[row] as number | null]))
}
