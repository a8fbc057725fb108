/** A base area of `year` of which a part counts in each of several areas of a level, in the borders of `vintage`. */
export type DividedRow = {
  readonly vintage: number
  readonly level: string
  readonly year: number
  readonly code: string
  readonly areas: readonly string[]
}

export type Divided = {
  /** The base areas of any year that are divided between areas of a level. */
  readonly at: (level: string, vintage: number) => readonly DividedRow[]
  /** The areas of a level that stand together if no base area is to be divided, by each of them; those that stand alone are not in it. */
  readonly clusters: (level: string, vintage: number) => ReadonlyMap<string, readonly string[]>
}

export const createDivided = (rows: readonly DividedRow[]): Divided => {
  const byPlace = new Map<string, DividedRow[]>()
  for (const row of rows) {
    const key = `${row.vintage} ${row.level}`
    const place = byPlace.get(key)
    if (place) place.push(row)
    else byPlace.set(key, [row])
  }
  const known = new Map<string, ReadonlyMap<string, readonly string[]>>()
  const at = (level: string, vintage: number) => byPlace.get(`${vintage} ${level}`) ?? []
  return {
    at,
    clusters: (level, vintage) => {
      const key = `${vintage} ${level}`
      const found = known.get(key) ?? componentsOf(at(level, vintage).map(({ areas }) => areas))
      known.set(key, found)
      return found
    },
  }
}

/** What hangs together through the groups: each member's whole component, in the order of the codes. */
const componentsOf = (groups: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> => {
  const components = new Map<string, ReadonlySet<string>>()
  for (const group of groups) {
    const together = new Set(group.flatMap((code) => [code, ...(components.get(code) ?? [])]))
    for (const code of together) components.set(code, together)
  }
  const sorted = new Map([...new Set(components.values())].map((set) => [set, [...set].sort()]))
  return new Map([...components].map(([code, set]) => [code, sorted.get(set) ?? []]))
}
