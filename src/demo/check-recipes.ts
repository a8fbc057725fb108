import type { Finding } from '../model/finding.ts'
import type { Model } from '../model/model.ts'
import type { ReadFile } from './read-recipes.ts'

/** What the recipes say of the model that is not so. */
export function checkRecipes(_files: readonly ReadFile[], _model: Model, _whole: boolean): Finding[] {
  return []
}
