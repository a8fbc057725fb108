import { bind, sql } from '../database/sql.ts'
import type { Staged } from '../ingest/build-options.ts'
import { holdsRejected } from '../ingest/rejected-file.ts'
import { rejectedLines } from './lines.ts'
import { makeQuality, type Quality } from './quality.ts'

/** What is said of the wave that is loaded. `reasons`: lines with an error -> why. `isRejected`: the file holds rejected rows only. */
export type Inspected = {
  readonly quality: Quality
  readonly reasons: ReadonlyMap<number, readonly string[]>
  readonly isRejected: boolean
}

/**
 * Looks at the wave of a loaded file while it is staged; `name` is what the file is called in findings. Null where the file could not be
 * read at all: the findings say why.
 */
export const inspect = async (
  { stage, files, findings }: Staged,
  { survey, year, name, language }: { readonly survey: string; readonly year: number; readonly name: string; readonly language: string },
): Promise<Inspected | null> => {
  const source = files.find((one) => one.survey === survey && one.year === year && one.loaded)
  if (source === undefined) return null
  const { values } = await stage.writer.all(sql`select lines, columns, own, above, labels from stage_file
    where survey = ${bind('varchar', survey)} and file = ${bind('varchar', source.file)}`)
  const [lines] = values[0] ?? []
  if (lines === undefined) return null
  const header = (values[1]?.[0] ?? []) as string[]
  const own = (values[2]?.[0] ?? []) as string[]
  const read = { file: source.file, name, header, own, rows: Number(lines), above: Number(values[3]?.[0]), labels: (values[4]?.[0] ?? []) as string[] }
  const quality = await makeQuality(stage, { survey, year }, read, findings)
  const isRejected = holdsRejected(own)
  return quality && { quality, reasons: await rejectedLines(stage, read, findings, language), isRejected }
}
