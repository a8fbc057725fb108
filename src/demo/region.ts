import { levelAt } from './level.ts'
import type { World } from './world.ts'

/** A column brought to the levels by region that a name stands for, its sum kept; as it is where there is no name. */
export function regional(world: World, name: string | undefined, year: number, column: Float64Array): Float64Array {
  const levels = name === undefined ? undefined : world.recipes.regions?.levels?.[name]
  if (levels === undefined) return column
  const { codes, ofRoot } = world.regions
  const units = world.lineage.unitsOf(year)
  let now = column
  // A unit may lie in two regions after a merger, so one round is not enough; a few are.
  for (let round = 0; round < 6; round++) {
    const [has, people] = [new Float64Array(codes.length), new Float64Array(codes.length)]
    units.origins.forEach((origins, i) =>
      origins.forEach(({ root, share }) => {
        const region = ofRoot[root] ?? -1
        if (region === -1) return
        has[region] = (has[region] ?? 0) + share * (now[i] ?? 0)
        people[region] = (people[region] ?? 0) + share * (units.persons[i] ?? 0)
      }),
    )
    const wanted = people.map((persons, region) => persons * levelAt(levels[codes[region] ?? ''] ?? 1, year))
    const stretch = sum(has) / sum(wanted)
    now = now.map((value, i) => {
      const factor = (units.origins[i] ?? []).reduce((all, { root, share }) => {
        const region = ofRoot[root] ?? -1
        return all + share * (region === -1 ? 1 : ((wanted[region] ?? 0) * stretch) / (has[region] || 1))
      }, 0)
      return value * factor
    })
  }
  return now
}

function sum(column: Float64Array): number {
  return column.reduce((all, value) => all + value, 0)
}
