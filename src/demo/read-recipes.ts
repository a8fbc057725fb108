import { filesIn } from '../model/folder.ts'
import type { Finding } from '../model/finding.ts'
import { sortFindings } from '../model/finding.ts'
import type { Model } from '../model/model.ts'
import { shapeFindings } from '../model/shape-findings.ts'
import type { YamlFile } from '../model/yaml-file.ts'
import { readYaml } from '../model/yaml-file.ts'
import { checkRecipes } from './check-recipes.ts'
import type { Recipes, RecipeFile } from './recipe.ts'
import { recipeFileShape } from './recipe.ts'

export type ReadFile = { readonly yaml: YamlFile; readonly value: RecipeFile }

/**
 * Reads and checks seeds/demo/*.yaml against a model. Every mistake of one run is a finding, and the recipes are null then. A
 * folder without demo files gives empty recipes: answers are then made after the kinds of the questions alone.
 */
export function readRecipes(seeds: string, model: Model): { recipes: Recipes | null; findings: Finding[] } {
  const findings: Finding[] = []
  const files: ReadFile[] = []
  for (const file of filesIn(seeds, 'demo', '.yaml')) {
    const { yaml, findings: syntax } = readYaml(seeds, file)
    findings.push(...syntax)
    const checked = yaml === null ? null : recipeFileShape.safeParse(yaml.value)
    if (yaml === null || checked === null) continue
    if (checked.success) files.push({ yaml, value: checked.data })
    else findings.push(...shapeFindings(yaml, checked.error.issues))
  }
  findings.push(...checkRecipes(files, model, findings.length === 0))
  if (findings.length > 0) return { recipes: null, findings: sortFindings(findings) }
  return { recipes: joined(files.map(({ value }) => value)), findings: [] }
}

function joined(files: readonly RecipeFile[]): Recipes {
  return {
    seed: files.find((file) => file.seed !== undefined)?.seed ?? 1,
    styles: files.flatMap((file) => file.styles ?? []),
    response: Object.assign({}, ...files.map((file) => file.response)) as Recipes['response'],
    regions: files.find((file) => file.regions !== undefined)?.regions ?? null,
    quantities: Object.assign({}, ...files.map((file) => file.quantities)) as Recipes['quantities'],
  }
}
