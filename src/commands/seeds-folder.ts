import { existsSync } from 'node:fs'
import { readModel } from '../model/read-model.ts'
import type { Model } from '../model/model.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { Refused } from './ending.ts'

/** The model of a seeds folder. Throws RefusedInput with every mistake, Refused where there is no such folder. */
export const readSeeds = (seeds: string): Model => {
  requireFolder(seeds)
  const { model, findings } = readModel(seeds)
  if (model === null) throw new RefusedInput(findings)
  return model
}

export const requireFolder = (seeds: string): void => {
  if (!existsSync(seeds)) throw new Refused(`there is no folder ${seeds}; name the seeds folder with --seeds or KARTLAG_SEEDS`)
}
