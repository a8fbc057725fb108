import { isRefusedStatement } from '../database/failure.ts'
import { readRecipes } from '../demo/read-recipes.ts'
import { ownSurveys } from '../model/declared.ts'
import { fillModel } from '../model/fill-model.ts'
import { sortFindings, type Finding } from '../model/finding.ts'
import { readFolder } from '../model/folder.ts'
import type { Model } from '../model/model.ts'
import { readModel } from '../model/read-model.ts'
import { checkWaves } from './check-waves.ts'

// The model's own rules look at the headers of the wave files too, and know the place in the survey.
const toldBefore = new Set(['missing-file', 'missing-column', 'duplicate-column', 'empty-file', 'wrong-encoding', 'csv-syntax'])

/** Every mistake in a seeds folder, in one run: of the model, the geography, the frames and the answers. Empty: it can be built. */
export const checkSeeds = async (seeds: string): Promise<Finding[]> => {
  const { model, findings } = readModel(seeds)
  if (model !== null) return sortFindings([...checkRecipes(model, seeds), ...(await checkWaves(model, seeds))])
  const answers = await checkDraft(seeds)
  const told = new Set(findings.map(({ file, line }) => `${file}:${line}`))
  return sortFindings([...findings, ...answers.filter(({ file, line, rule }) => !toldBefore.has(rule) && !told.has(`${file}:${line}`))])
}

/** What synthetic waves are made from, where there are any. */
const checkRecipes = (model: Model, seeds: string): Finding[] =>
  model.surveys.some(({ waves }) => waves.synthetic) ? readRecipes(seeds, model).findings : []

/** The answers of a folder whose model has mistakes, as far as what is left of the model can read them. */
const checkDraft = async (seeds: string): Promise<Finding[]> => {
  const { folder } = readFolder(seeds)
  if (folder.model === null) return []
  try {
    const model = fillModel(folder, folder.model.value)
    const known = new Set(ownSurveys(folder).map(({ value }) => value.id))
    return await checkWaves({ ...model, surveys: model.surveys.filter(({ id }) => known.has(id)) }, seeds)
  } catch (error) {
    if (isRefusedStatement(error)) return [] // by a mistake of the model that is told; the answers are checked when it is mended
    throw error
  }
}
