import { median, timed, timings } from './measure.ts'
import type { OpenData } from './open-data.ts'
import { shareIn } from './questions.ts'

/** What the question for some municipalities takes: `rows` of the answer, one per area, year and severity. */
export type AreaCost = { readonly areas: number; readonly statements: number; readonly rows: number; readonly wall: number }

const sizes = [10, 100, 357]
const municipalities = `select code from area
  where level = 'municipality' and coalesce(valid_from, 0) <= 2024 and coalesce(valid_to, 9999) >= 2024 order by code`

/** The same question for more and more areas. Throws where the number of statements grows with them. */
export const areasOf = async ({ ask, sql }: OpenData, rounds: number): Promise<readonly AreaCost[]> => {
  const codes = ((await sql(municipalities)).values[0] ?? []).map(String)
  const costs: AreaCost[] = []
  for (const areas of sizes) {
    const query = shareIn(codes.slice(0, areas))
    const { data, statements } = await ask(query)
    const times = await timings(rounds, () => timed(() => ask(query)))
    const rows = data.waitingLists?.table?.columnar['year']?.length ?? 0
    costs.push({ areas, statements, rows, wall: median(times.map(({ wall }) => wall)) })
  }
  if (new Set(costs.map(({ statements }) => statements)).size > 1)
    throw new Error(`statements grow with areas: ${costs.map(({ areas, statements }) => `${statements} for ${areas}`).join(', ')}`)
  return costs
}
