import { rmSync } from 'node:fs'
import { createWriter } from '../../src/database/writer.ts'
import type { Sql } from '../../src/database/sql.ts'
import { databaseFile } from '../../src/release/manifest.ts'
import { releasePath } from '../../src/release/store.ts'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

/** A place of a county with its inhabitants; `from` and `to`: years it exists. */
export type Place = { readonly code: string; readonly county: string; readonly persons: number; readonly from?: number; readonly to?: number }
export type Orchards = {
  readonly places: readonly Place[]
  /** Year -> the file, whose columns are id and those of the questions. */
  readonly waves: Readonly<Record<number, string>>
  readonly changes?: string
  /** More keys of the survey. */
  readonly survey?: string
  /** Columns of the file that are asked for, with the cell they give. */
  readonly asks: Readonly<Record<string, string>>
  readonly wording?: Readonly<Record<string, string>>
  readonly facts?: string
  readonly files?: Readonly<Record<string, string>>
}

const label = (text: string) => `{ nb: ${text}, en: ${text} }`
const dimension = (id: string, members: readonly string[]) =>
  `id: ${id}\nlabel: ${label(id)}\nmembers:\n${members.map((one) => `  - { id: ${one}, label: ${label(one)} }\n`).join('')}`

/** A seeds folder about orchards: how many trees and crates places have. Strata: below 1000 inhabitants, below 5000, the rest. */
export const orchards = ({ places, waves, changes = '', survey = '', asks, wording = {}, facts = '', files = {} }: Orchards): Readonly<Record<string, string>> => {
  const years = Object.keys(waves).map(Number)
  const told = [...new Set([...years, ...Object.keys(files).flatMap((path) => /^waves\/.*\/(\d+)\.csv$/.exec(path)?.[1] ?? []).map(Number)])]
  const counties = [...new Set(places.map(({ county }) => county))]
  const alive = (year: number) => places.filter(({ from = 0, to = 9999 }) => from <= year && year <= to)
  return {
    'model.yaml': `id: orchards
title: ${label('Orchards')}
languages: [nb, en]
size_groups: [1000, 5000]
geography:
  country: XX
  base: place
  vintage: ${told.at(-1)}
  levels: [{ id: county, label: ${label('County')} }, { id: place, label: ${label('Place')} }]
`,
    'dimensions/fruit.yaml': dimension('fruit', ['apple', 'pear', 'plum']),
    'dimensions/soil.yaml': dimension('soil', ['clay', 'sand']),
    'subjects/harvest.yaml': `id: harvest
label: ${label('Harvest')}
dimensions: [fruit, soil]
facts:
  trees:  { kind: number, unit: trees, impute: growth }
  crates: { kind: number, unit: crates, impute: ratio }
  tools:  { kind: number, unit: tools }
  weeks:  { kind: number, unit: weeks, combine: mean, impute: ratio }
  open:   { kind: boolean }
${facts}indicators:
  trees: { kind: total, of: trees }
  crates: { kind: total, of: crates }
  weeks: { kind: mean, of: weeks }
  mean_crates: { kind: mean, of: crates }
  median_crates: { kind: median, of: crates }
  crates_per_1000: { kind: ratio, of: crates, to: population, per: 1000 }
${survey.includes('frame:') ? '' : '  crates_per_size: { kind: ratio, of: crates, to: size }\n'}  crates_per_tree: { kind: ratio, of: crates, to: trees }
  trees_per_tool: { kind: ratio, of: trees, to: tools }
  fruits: { kind: composition, of: crates, over: fruit }
  open: { kind: share, of: open }
`,
    'surveys/form.yaml': `id: form
title: ${label('Form')}
primary: true
unit: { column: id, kind: area }
${survey.includes('frame:') ? '' : 'frame: geography\n'}waves: { years: [${years.join(', ')}] }
missing: { "": not_answered, ".": not_asked, ":": suppressed }
${survey}questions:
${Object.entries(asks)
  .map(([column, cell]) => {
    const kind = cell.includes('harvest.open') ? 'boolean' : 'number'
    return `  - { id: ${column}, text: ${label(`"${column}?"`)}, column: ${column}, answer: { kind: ${kind} }, gives: { fact: ${cell} }${wording[column] ? `, wording: ${wording[column]}` : ''} }\n`
  })
  .join('')}`,
    'geography/areas.csv': `level,code,name,valid_from,valid_to\n${counties.map((code) => `county,${code},County ${code},,\n`).join('')}${places.map(({ code, from = '', to = '' }) => `place,${code},Place ${code},${from},${to}\n`).join('')}`,
    'geography/area_members.csv': `child,parent,valid_from,valid_to,share\n${places.map(({ code, county }) => `${code},${county},,,1\n`).join('')}`,
    'geography/area_changes.csv': `year,from_code,to_code,share\n${changes}`,
    'geography/population.csv': `year,code,persons\n${told.flatMap((year) => alive(year).map(({ code, persons }) => `${year},${code},${persons}\n`)).join('')}`,
    ...Object.fromEntries(Object.entries(waves).map(([year, text]) => [`waves/form/${year}.csv`, text])),
    ...files,
  }
}

export type PointNode = {
  year: number
  value: number | null
  status: string
  flags: string[]
  standardError: number | null
  respondents: number
  frame: number | null
  imputedShare: number
}
/** A world of orchards, with ways to look at its tables and to ask for the points of the only series. */
export type Orchard = World & {
  readonly rows: (query: Sql) => Promise<unknown[][]>
  readonly points: (where: string, args: string) => Promise<readonly PointNode[]>
}

export const openOrchards = async (orchard: Orchards): Promise<Orchard> => {
  const seeds = writeFolder(orchards(orchard))
  const world = await openWorld(seeds)
  return {
    ...world,
    rows: async (query) => {
      const writer = await createWriter(`${releasePath(world.data, world.key)}/${databaseFile}`)
      const { values, rowCount } = await writer.all(query)
      await writer.close()
      return Array.from({ length: rowCount }, (_, row) => values.map((column) => column[row]))
    },
    points: async (where, args) => {
      const query = `{ harvest(where: { ${where} }) { series(${args}) {
        points { year value status flags standardError respondents frame imputedShare } } } }`
      const { series } = (await dataOf<{ harvest: { series: { points: PointNode[] }[] } }>(world.ask(query))).harvest
      const [line, ...others] = series
      if (line === undefined || others.length > 0) throw new Error('one series expected')
      return line.points
    },
    close: async () => {
      await world.close()
      rmSync(seeds, { recursive: true, force: true })
    },
  }
}

export const place = (code: string, persons: number, more: Partial<Place> = {}): Place => ({ code, county: code[0] ?? '', persons, ...more })

/** Opens a world, looks at it and closes it. */
export const opened = async (orchard: Orchards, look: (world: Orchard) => Promise<void>): Promise<void> => {
  const world = await openOrchards(orchard)
  try {
    await look(world)
  } finally {
    await world.close()
  }
}
