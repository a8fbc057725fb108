import { printFinding } from '../src/model/finding.ts'
import { readModel } from '../src/model/read-model.ts'
import { printWithCacheControl } from './cache-control.ts'
import { createSchema } from './schema.ts'

/** The schema of a seeds folder as text. Throws with every mistake where the folder has any. */
export const printedSchema = (seeds: string): string => {
  const { model, findings } = readModel(seeds)
  if (model === null) throw new Error(findings.map(printFinding).join('\n'))
  return printWithCacheControl(createSchema(model))
}
