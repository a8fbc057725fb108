import { rmSync } from 'node:fs'
import { libraries } from './libraries.ts'
import { dataOf, openWorld, type Asking, type World } from './open-world.ts'
import { writeFolder } from './write-seeds.ts'

export type PointNode = {
  year: number
  value: number | null
  status: string
  flags: string[]
  respondents: number
  frame: number | null
  breakBefore: boolean
}
export type LineNode = {
  ageGroup: string | null
  medium: string | null
  survey: string | null
  area: { code: string }
  years: number[]
  values: (number | null)[]
  points: PointNode[]
  breaks: { year: number; kind: string; reason: string | null; source: string | null }[]
}
const fields = `{ ageGroup medium survey area { code } years values
  points { year value status flags respondents frame breakBefore } breaks { year kind reason source } }`

/** The libraries as a release, with short ways to ask for series of `lending`. */
export type Libraries = World & {
  /** Series of `lending`: `where` and the arguments as in a query. */
  readonly lines: (where: string, args: string, options?: Asking) => Promise<readonly LineNode[]>
  /** The points of the only series of one year. */
  readonly point: (where: string, year: number, args: string) => Promise<PointNode>
}

export const openLibraries = async (): Promise<Libraries> => {
  const seeds = writeFolder(libraries)
  const world = await openWorld(seeds)
  const lines: Libraries['lines'] = async (where, args, options) => {
    const query = `{ lending(where: { ${where} }) { series(${args}) ${fields} } }`
    return (await dataOf<{ lending: { series: LineNode[] } }>(world.ask(query, options))).lending.series
  }
  return {
    ...world,
    lines,
    point: async (where, year, args) => {
      const [line, ...others] = await lines(`year: { in: [${year}] }, ${where}`, args)
      const [point, ...more] = line?.points ?? []
      if (point === undefined || others.length > 0 || more.length > 0) throw new Error('one series of one point expected')
      return point
    },
    close: async () => {
      await world.close()
      rmSync(seeds, { recursive: true, force: true })
    },
  }
}
