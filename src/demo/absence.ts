import type { Entry, Members } from './book.ts'
import { isTable, levelIn } from './cell.ts'
import { rank } from './random.ts'
import type { World } from './world.ts'
import { remembered, trait } from './world.ts'

const usual = 0.02

/**
 * The units that leave the questions of a quantity unanswered in a year: all of them together, for a sum with one part missing is missing.
 * Only where `missing` is told by member do parts go missing on their own; the whole is then absent where any of them is.
 */
export function absent(world: World, entry: Entry, members: Members, year: number): boolean[] {
  const { missing = usual } = entry.recipe
  const parts = !isTable(missing) ? [''] : members[missing.by] === undefined ? Object.keys(missing.of) : [members[missing.by] ?? '']
  const columns = parts.map((part) => {
    const rate = levelIn(missing, isTable(missing) ? { [missing.by]: part } : {}, year)
    return remembered(world, year, `absent ${entry.name} ${part}`, () =>
      Array.from(trait(world, year, `${entry.name} ${part} absent @${year}`), (z) => rank(z) < rate),
    )
  })
  const { persons } = world.lineage.unitsOf(year)
  // Where national figures are to be met, the largest units always answer: one of them gone is felt in the sum.
  const certain = 'national' in entry.recipe ? (world.recipes.response['default']?.certain ?? Infinity) : Infinity
  return (columns[0] ?? []).map((_, i) => (persons[i] ?? 0) < certain && columns.some((column) => column[i] === true))
}
