import type { Model } from './model.ts'
import { cellsOf, readTable } from './table-file.ts'

/** Years are inclusive at both ends; null is open. */
export type AreaRow = { level: string; code: string; name: string; validFrom: number | null; validTo: number | null }
/** `divided`: the child lies in other areas of the parent's level too, nobody knows with what share, and counts whole in this one. */
export type AreaMemberRow = { child: string; parent: string; validFrom: number | null; validTo: number | null; share: number; divided: boolean }
/** `share` of the old area's population, 0..1. */
export type AreaChangeRow = { year: number; from: string; to: string; share: number }
/** `members`: dimension -> member, for every population dimension of the model. */
export type PopulationRow = { year: number; code: string; members: Record<string, string>; persons: number }

export type GeographyRows = {
  readonly areas: readonly AreaRow[]
  readonly members: readonly AreaMemberRow[]
  readonly changes: readonly AreaChangeRow[]
  readonly population: readonly PopulationRow[]
}

export const geographyFiles = {
  areas: { file: 'geography/areas.csv', columns: ['level', 'code', 'name', 'valid_from', 'valid_to'] },
  members: { file: 'geography/area_members.csv', columns: ['child', 'parent', 'valid_from', 'valid_to', 'share'] },
  changes: { file: 'geography/area_changes.csv', columns: ['year', 'from_code', 'to_code', 'share'] },
  population: { file: 'geography/population.csv', columns: ['year', 'code', 'persons'] },
} as const

/** The geography of a checked seeds folder, in the files' order. Empty lists where the model has none; an absent file is an empty list. */
export function readGeography(seedsDir: string, model: Model): GeographyRows {
  if (model.geography === null) return { areas: [], members: [], changes: [], population: [] }
  const dimensions = model.geography.populationDimensions
  const read = <T>(kind: keyof typeof geographyFiles, make: (cell: (column: string) => string) => T): T[] => {
    const { table } = readTable(seedsDir, geographyFiles[kind].file)
    return table === null ? [] : cellsOf(table).map(({ cell }) => make(cell))
  }
  return {
    areas: read('areas', (cell) => ({ level: cell('level'), code: cell('code'), name: cell('name'), ...validity(cell) })),
    members: read('members', (cell) => ({
      child: cell('child'),
      parent: cell('parent'),
      ...validity(cell),
      share: Number(cell('share')),
      divided: cell('divided') === '1',
    })),
    changes: read('changes', (cell) => ({
      year: Number(cell('year')),
      from: cell('from_code'),
      to: cell('to_code'),
      share: Number(cell('share')),
    })),
    population: read('population', (cell) => ({
      year: Number(cell('year')),
      code: cell('code'),
      members: Object.fromEntries(dimensions.map((dimension) => [dimension, cell(dimension)])),
      persons: Number(cell('persons')),
    })),
  }
}

/** A year as written in a validity column; null where it is empty. */
export function openYear(text: string): number | null {
  return text === '' ? null : Number(text)
}

function validity(cell: (column: string) => string): { validFrom: number | null; validTo: number | null } {
  return { validFrom: openYear(cell('valid_from')), validTo: openYear(cell('valid_to')) }
}
