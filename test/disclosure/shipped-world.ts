import type { Database } from '../../src/database/database.ts'
import { bind, identifier, join, sql } from '../../src/database/sql.ts'
import type { Fact, Model, Subject } from '../../src/model/model.ts'
import { cellId, type World } from './attack.ts'

type Asked = { readonly survey: string; readonly year: number }

/** Shares of the units of a wave in every area, in these borders: straight from the tables of the warehouse. */
const placesOf = async (database: Database, model: Model, { survey, year }: Asked, vintages: readonly number[]): Promise<World['places']> => {
  const places = new Map<string, Map<string, number>>()
  const add = (place: string, unit: string, share: number) => places.set(place, (places.get(place) ?? new Map<string, number>()).set(unit, share))
  const { values } = await database.all(sql`select code, size_group from unit_wave where survey = ${bind('"survey_id"', survey)} and year = ${bind('usmallint', year)}`)
  for (const vintage of vintages) {
    values[0]?.forEach((code, row) => {
      add(`${vintage} country ${model.geography?.country}`, String(code), 1)
      add(`${vintage} size_group ${String(values[1]?.[row])}`, String(code), 1)
    })
    const found = await database.all(sql`
      select level, area, code, share from area_place where year = ${bind('usmallint', year)} and vintage = ${bind('usmallint', vintage)} and share > 0`)
    const [levels = [], areas = [], codes = [], shares = []] = found.values
    levels.forEach((level, row) => add(`${vintage} ${String(level)} ${String(areas[row])}`, String(codes[row]), Number(shares[row])))
  }
  return places
}

/** What there is of units, cell by cell as the form asks, and added up over the dimensions it does not ask by; not where a part is missing. */
const statedOf = async (database: Database, { id, dimensions }: Subject, fact: Fact, { survey, year }: Asked): Promise<Pick<World, 'stated' | 'estimated'>> => {
  const { values, rowCount } = await database.all(sql`
    select u.code, f.${identifier(fact.id)}::double, f.${identifier(`${fact.id}_how`)}${join(dimensions.map((one) => sql`, f.${identifier(one)}`), sql``)}
    from ${identifier(`${fact.impute === 'none' ? 'fact' : 'completed'}_${id}`)} f join unit u using (unit)
    where f.survey = ${bind('"survey_id"', survey)} and f.year = ${bind('usmallint', year)} and f.${identifier(`${fact.id}_how`)} is not null`)
  const [codes = [], numbers = [], hows = [], ...members] = values
  const given = new Map<string, Map<string, number>>()
  const broken = new Set<string>()
  const kinds = new Set<string>()
  const estimated = new Set<string>()
  for (let row = 0; row < rowCount; row += 1) {
    const own = dimensions.flatMap((dimension, index): [string, string][] => (members[index]?.[row] == null ? [] : [[dimension, String(members[index][row])]]))
    kinds.add(own.map(([dimension]) => dimension).sort().join())
    const cell = cellId(own)
    if (numbers[row] === null || hows[row] === 'not_asked') broken.add(`${String(codes[row])} ${cell}`)
    else {
      given.set(cell, (given.get(cell) ?? new Map<string, number>()).set(String(codes[row]), Number(numbers[row])))
      if (hows[row] !== 'reported') estimated.add(`${String(codes[row])} ${cell}`)
    }
  }
  const stated = new Map<string, Map<string, number>>(given)
  // A cell that no form asks for is the sum of the cells of the kind with the fewest dimensions that has them.
  const byKind = [...kinds].sort((a, b) => a.split(',').length - b.split(',').length)
  const cells = [...given.keys()].map((one) => JSON.parse(one) as [string, string][])
  const wanted = new Set(cells.flatMap((own) => [[], ...own.map((one) => [one]), ...own.flatMap((one, index) => own.slice(index + 1).map((other) => [one, other]))].map(cellId)))
  for (const id of wanted) {
    if (given.has(id)) continue
    const own = JSON.parse(id) as [string, string][]
    for (const kind of byKind) {
      const parts = cells.filter((cell) => cell.map(([one]) => one).sort().join() === kind && own.every(([a, b]) => cell.some(([c, d]) => a === c && b === d))).map(cellId)
      if (parts.length === 0) continue
      const units = new Set(parts.flatMap((part) => [...(given.get(part)?.keys() ?? [])]))
      const sums = [...units].filter((unit) => parts.every((part) => !broken.has(`${unit} ${part}`))).map((unit) => [unit, parts.reduce((all, part) => all + (given.get(part)?.get(unit) ?? 0), 0)] as const)
      stated.set(id, new Map(sums))
      for (const [unit] of sums) if (parts.every((part) => !given.get(part)?.has(unit) || estimated.has(`${unit} ${part}`))) estimated.add(`${unit} ${id}`)
      break
    }
  }
  const whole = cellId([])
  return { stated, estimated: new Set([...estimated].filter((one) => estimated.has(`${one.slice(0, one.indexOf(' '))} ${whole}`))) }
}

export const worldOf = async (database: Database, model: Model, subject: Subject, fact: Fact, asked: Asked): Promise<World> => ({
  places: await placesOf(database, model, asked, [...new Set([model.geography?.vintage ?? asked.year, asked.year])]),
  ...(await statedOf(database, subject, fact, asked)),
})
