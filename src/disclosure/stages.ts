import type { Table } from './table.ts'

export const lastStage = 2

/**
 * In which order cells are decided: 0, everything; 1, areas and attributes; 2, single units. A cell of several names belongs to the first.
 */
export const stagesOf = ({ places, breakdown, cellAt, cells, units }: Table): Uint8Array => {
  const stages = new Uint8Array(cells).fill(lastStage)
  const base = finestLevel(places)
  cellAt.forEach((cell, name) => {
    const place = places[Math.floor(name / breakdown.publishable)]
    if (cell >= 0 && place) stages[cell] = Math.min(stages[cell] ?? 0, place.units.length === units ? 0 : place.level === base ? lastStage : 1)
  })
  return stages
}

/** The level with the most areas. */
const finestLevel = (places: Table['places']): string | undefined => {
  const counts = new Map<string, number>()
  for (const { level } of places) counts.set(level, (counts.get(level) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}
