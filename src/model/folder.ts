import { existsSync, readdirSync } from 'node:fs'
import { basename, isAbsolute, join, normalize } from 'node:path'
import type { z } from 'zod'
import { idLike, idsOf, isId } from './declared-ids.ts'
import { finding } from './finding.ts'
import type { Finding } from './finding.ts'
import { shaped } from './shaped-file.ts'
import type { Shaped } from './shaped-file.ts'
import { dimensionShape } from './shapes/dimension-shape.ts'
import type { DimensionShape } from './shapes/dimension-shape.ts'
import { modelShape } from './shapes/model-shape.ts'
import type { ModelShape } from './shapes/model-shape.ts'
import { subjectShape } from './shapes/subject-shape.ts'
import type { SubjectShape } from './shapes/subject-shape.ts'
import { surveyShape } from './shapes/survey-shape.ts'
import type { SurveyShape } from './shapes/survey-shape.ts'
import { readTable } from './table-file.ts'
import type { Table } from './table-file.ts'
import { readYaml } from './yaml-file.ts'
import { yearsInFile } from './years-in-file.ts'

/** A seeds folder as the rules see it: every file that could be read, with its places. */
export type Folder = {
  readonly dir: string
  readonly model: Shaped<ModelShape> | null
  readonly dimensions: readonly Shaped<DimensionShape>[]
  readonly subjects: readonly Shaped<SubjectShape>[]
  readonly surveys: readonly Shaped<SurveyShape>[]
  /** Read when first asked for; null where there is no such file or it cannot be read. */
  readonly table: (file: string) => Table | null
  /** The years in a column of an answer file, read when first asked for; null where they cannot be read. */
  readonly years: (file: string, column: string) => readonly number[] | null
  /** The .csv files of published/, sorted. */
  readonly published: readonly string[]
  /** Words whose declaration is broken (and told about): a reference to one is no second mistake. */
  readonly lost: ReadonlySet<string>
}

/** Reads every file of a seeds folder; findings are what is wrong with single files. `tableFindings` grows as tables are read. */
export function readFolder(dir: string): { folder: Folder; findings: Finding[]; tableFindings: Finding[] } {
  const lost = new Set<string>()
  const findings: Finding[] = []
  const tableFindings: Finding[] = []
  const read = <T>(file: string, schema: z.ZodType<T>): Shaped<T>[] => {
    const { yaml, findings: syntax } = readYaml(dir, file)
    findings.push(...syntax)
    if (yaml === null) {
      lost.add(basename(file, '.yaml')) // the id, most likely
      return []
    }
    const checked = shaped(yaml, schema, lost)
    findings.push(...checked.findings)
    return checked.shaped === null ? [] : [checked.shaped]
  }
  const readAll = <T>(kind: string, schema: z.ZodType<T>) => filesIn(dir, kind, '.yaml').flatMap((file) => read(file, schema))

  if (!existsSync(join(dir, 'model.yaml'))) {
    const place = { file: 'model.yaml', line: 1, column: 1 }
    findings.push(finding('missing-file', place, 'there is no model.yaml in the folder', 'write one, or name another folder with --seeds'))
  }
  const model = existsSync(join(dir, 'model.yaml')) ? (read('model.yaml', modelShape)[0] ?? null) : null
  if (model === null) lost.add('geography') // nobody knows whether there is one
  const tables = new Map<string, Table | null>()
  const table = (file: string): Table | null => {
    const known = tables.get(file)
    if (known !== undefined) return known
    const result = readTable(dir, file)
    tables.set(file, result.table)
    tableFindings.push(...result.findings)
    return result.table
  }
  const knownYears = new Map<string, readonly number[] | null>()
  const years = (file: string, column: string): readonly number[] | null => {
    const key = `${file}\n${column}`
    const known = knownYears.get(key)
    if (known !== undefined) return known
    const found = isInside(file) ? yearsInFile(dir, file, column) : null
    knownYears.set(key, found)
    return found
  }
  const folder: Folder = {
    dir,
    model,
    dimensions: readAll('dimensions', dimensionShape),
    subjects: readAll('subjects', subjectShape),
    surveys: readAll('surveys', surveyShape),
    table,
    years,
    published: filesIn(dir, 'published', '.csv'),
    lost,
  }
  // Who refers to an id that is written wrong where it is declared may write it right.
  for (const { id } of idsOf(folder)) if (!isId(id)) lost.add(idLike(id))
  return { folder, findings, tableFindings }
}

/** Whether a path stays in the folder it is relative to. */
export function isInside(file: string): boolean {
  return !isAbsolute(file) && !/^[A-Za-z]:|\\/.test(file) && !normalize(file).startsWith('..')
}

export function filesIn(dir: string, sub: string, extension: string): string[] {
  if (!existsSync(join(dir, sub))) return []
  return readdirSync(join(dir, sub))
    .filter((name) => name.endsWith(extension) && !name.startsWith('.'))
    .sort()
    .map((name) => `${sub}/${name}`)
}
