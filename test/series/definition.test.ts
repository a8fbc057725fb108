import { describe, expect, test } from 'vitest'
import { readModel } from '../../src/model/read-model.ts'
import type { Model } from '../../src/model/model.ts'
import { definitionOf } from '../../src/series/definition.ts'
import { smallFolder, withFolder } from '../model/small-folder.ts'

/** The small model, with one file changed. */
const modelWith = (edits: Readonly<Record<string, (text: string) => string>> = {}): Model => {
  const files = Object.fromEntries(Object.entries(smallFolder).map(([path, text]) => [path, edits[path]?.(text) ?? text]))
  const { model, findings } = withFolder(files, readModel)
  if (model === null) throw new Error(findings.map(({ message }) => message).join('\n'))
  return model
}
const definition = (id: string, language: string, model = modelWith()): string => {
  const [subject] = model.subjects
  const indicator = subject?.indicators.find((one) => one.id === id)
  if (!subject || !indicator) throw new Error(`no ${id}`)
  return definitionOf(model, subject, indicator, language)
}

describe('a definition', () => {
  test('says what is divided by what, and on which day the inhabitants were counted', () => {
    expect(definition('per_1000', 'en')).toMatch(/^persons over inhabitants on 1 January × 1000, .* Formula: Σ w·y \/ Σ w·x × 1000\. /)
    expect(definition('per_1000', 'nb')).toMatch(/^persons delt på innbyggere 1\. januar × 1000, .* Formel: Σ w·y \/ Σ w·x × 1000\. /)
  })

  test('names the dimension of a composition and the rule of a quantile', () => {
    expect(definition('by_age', 'en')).toContain('Formula: Σ w·y / Σ w·Y, Y = Σ y (Age group).')
    expect(definition('by_age', 'nb')).toContain('Formel: Σ w·y / Σ w·Y, Y = Σ y (Aldersgruppe).')
    expect(definition('upper', 'en')).toContain('the smallest value at which this share of the weight is reached. Formula: min { y : Σ w (≤ y) / Σ w ≥ p }, p = 0.9.')
    expect(definition('upper', 'nb')).toContain('den minste verdien der denne andelen av vekten er nådd. Formel: min { y : Σ w (≤ y) / Σ w ≥ p }, p = 0.9.')
  })

  test('says how the value of a unit is made of its parts', () => {
    expect(definition('share_with_list', 'en')).toContain('y is 1 if any part that is not told apart is yes.')
    expect(definition('persons', 'en')).toContain('parts that are not told apart are added up within it.')
    expect(definition('upper', 'en')).toContain('parts that are not told apart are averaged within it, weighted by persons.')
    expect(definition('upper', 'nb')).toContain('tas gjennomsnittet i enheten, vektet med persons.')
  })

  test('names the default estimator and how it counts who did not answer', () => {
    expect(definition('share_with_list', 'en')).toContain('By default WEIGHTED: w = N/m, ')
    expect(definition('persons', 'en')).toContain('By default IMPUTED: w = 1, and a unit that did not answer counts with its value of the year before times the growth of its stratum, else with its size times the ratio of its stratum')
    const ratio = modelWith({ 'subjects/waiting.yaml': (text) => text.replace('impute: growth', 'impute: ratio') })
    expect(definition('persons', 'en', ratio)).toContain('By default IMPUTED: w = 1, and a unit that did not answer counts with its size times the ratio of its stratum (the mean')
    const reported = modelWith({ 'subjects/waiting.yaml': (text) => text.replace('estimator: imputed', 'estimator: reported') })
    expect(definition('persons', 'nb', reported)).toContain('Standard er REPORTED: w = 1, over enhetene som svarte.')
  })

  test('names the surveys whose weights are calibrated, and to what', () => {
    const calibrated = (kind: string) => modelWith({ 'surveys/form.yaml': (text) => text.replace('frame: geography', `frame: geography\ndesign: { calibrate: ${kind} }`) })
    expect(definition('persons', 'en', calibrated('separate_ratio'))).toContain('In Form, with WEIGHTED, totals are calibrated to the size of the frame in each stratum (separate ratio).')
    expect(definition('persons', 'nb', calibrated('combined_ratio'))).toContain('I Skjema kalibreres totaler til hele rammens størrelse (kombinert forholdstall) med WEIGHTED.')
    expect(definition('persons', 'en', calibrated('poststratify'))).toContain('weights are calibrated to the number of units of each stratum (post-stratification)')
    expect(definition('persons', 'en')).not.toContain('calibrated')
    expect(definition('share_with_list', 'en', calibrated('poststratify'))).toContain('calibrated')
    expect(definition('share_with_list', 'en', calibrated('separate_ratio'))).not.toContain('calibrated')
  })

  test('ends with the unit', () => {
    expect(definition('per_1000', 'en')).toMatch(/ Unit: persons per 1000 population\.$/)
    expect(definition('share_with_list', 'en')).toMatch(/ Unit: share, 0 to 1\.$/)
    expect(definition('share_with_list', 'nb')).toMatch(/ Enhet: andel, 0 til 1\.$/)
  })
})
