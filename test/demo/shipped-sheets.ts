import { parse } from 'csv-parse/sync'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDemo } from '../../src/demo/demo.ts'
import { readModel } from '../../src/model/read-model.ts'
import { columnsOf, readSheets } from './answer-sheets.ts'
import type { Sheet } from './answer-sheets.ts'

/** The answers made up for the shipped seeds, as written to files. */
export type Shipped = {
  readonly sheets: readonly Sheet[]
  /** Of the seeds' own population file: by `year code`, and by `year code age_group`. */
  readonly persons: ReadonlyMap<string, number>
  /** Every municipality of a year. */
  readonly codesOf: (year: number) => readonly string[]
  readonly sheetOf: (survey: string, year: number) => Sheet
  /** The yearly form, which had another name until 2014. */
  readonly yearly: (year: number) => Sheet
}

/** Makes up the answers and reads them back. */
export const readShipped = async (): Promise<Shipped> => {
  const { model } = readModel('seeds')
  if (model === null) throw new Error('the shipped model has mistakes')
  const folder = mkdtempSync(join(tmpdir(), 'demo-'))
  await writeDemo({ seeds: 'seeds', out: folder })
  const sheets = readSheets(model, folder)
  rmSync(folder, { recursive: true })
  const persons = personsOf(rowsOf('seeds/geography/population.csv'))
  const sheetOf = (survey: string, year: number): Sheet => {
    const found = sheets.find((sheet) => sheet.survey.id === survey && sheet.year === year)
    if (found === undefined) throw new Error(`no sheet of ${survey} ${year}`)
    return found
  }
  const keys = [...persons.keys()].filter((key) => /^\d{4} \d{4}$/.test(key))
  return {
    sheets,
    persons,
    codesOf: (year) => keys.filter((key) => key.startsWith(`${year} `)).map((key) => key.slice(5)),
    sheetOf,
    yearly: (year) => sheetOf(year < 2015 ? 'is_24' : 'is_24_8', year),
  }
}

const personsOf = (rows: readonly Record<string, string>[]): ReadonlyMap<string, number> => {
  const persons = new Map<string, number>()
  for (const row of rows) {
    const key = `${row['year']} ${row['code']}`
    persons.set(key, (persons.get(key) ?? 0) + Number(row['persons']))
    persons.set(`${key} ${row['age_group']}`, Number(row['persons']))
  }
  return persons
}

export function rowsOf(file: string): Record<string, string>[] {
  return parse(readFileSync(file, 'utf8'), { columns: true })
}

export function same(a: Readonly<Record<string, string>> | undefined, b: Readonly<Record<string, string>>): boolean {
  return a !== undefined && JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())
}

/** The columns of the questions that give a fact by a dimension, within a cell. */
export function questionsBy(sheet: Sheet, fact: string, dimension: string, cell: Record<string, string>): string[] {
  return sheet.survey.questions.flatMap((question) => {
    const gives = question.gives.find((one) => `${one.subject}.${one.fact}` === fact)
    if (gives === undefined) return []
    const { [dimension]: member, ...rest } = gives.members
    return member !== undefined && member !== '$option' && same(rest, cell) ? columnsOf(question, sheet.year).map(([column]) => column) : []
  })
}
