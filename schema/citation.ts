import type { Estimator } from '../src/model/model.ts'
import { enumName } from '../src/model/names.ts'
import { isAskedIn } from '../src/query/cells.ts'
import type { Measure } from '../src/query/plan.ts'
import type { Selection } from '../src/query/selection.ts'
import { indicatorCells } from '../src/query/warehouse.ts'
import { citationOf } from '../src/series/citation.ts'
import { areasOf, surveysOf, surveyDimension } from '../src/series/grid.ts'
import { dimensionLabel, inLanguage } from '../src/series/labels.ts'
import { linesOf, wavesOf } from '../src/series/series.ts'
import type { IndicatorNode, SeriesNode } from './nodes.ts'

const bordersOf = ({ warehouse, vintage }: Selection, language: string): readonly string[] =>
  warehouse.geography.base === null ? [] : [language === 'nb' ? `grenser fra ${vintage}` : `borders of ${vintage}`]

const estimatorsOf = (estimators: readonly Estimator[]): string => [...new Set(estimators)].map(enumName).join(' / ')

export const citationOfIndicator = ({ warehouse, subject, indicator }: IndicatorNode, language: string): string => {
  const cells = indicatorCells(warehouse, subject, indicator)
  const waves = warehouse.waves.filter(({ survey, year }) => cells.some((cell) => cell.survey.id === survey && isAskedIn(cell, year)))
  const what = `${inLanguage(indicator.label, language) ?? indicator.id} [${subject.id}.${indicator.id}]`
  return citationOf(warehouse, { what, waves, address: null }, language)
}

/** `label`: the series in words. */
export const citationOfSeries = ({ series: { line } }: SeriesNode, label: string, language: string): string => {
  const { selection, measure } = line
  const named = `${selection.subject.id}.${measure.indicator.id}`
  const what = `${label} [${[named, estimatorsOf([measure.estimator]), ...bordersOf(selection, language)].join(', ')}]`
  return citationOf(selection.warehouse, { what, waves: wavesOf(line), address: null }, language)
}

type Shown = { readonly measures: readonly Measure[]; readonly by: readonly string[]; readonly at: string | null; readonly years: readonly number[] }

const fewest = 5 // areas are named one by one up to these

/** `address`: where the same table is a file. */
export const citationOfTable = (selection: Selection, { measures, by, at, years }: Shown, address: string, language: string): string => {
  const { warehouse, subject } = selection
  const line = linesOf(selection)
  const surveys = by.includes(surveyDimension) ? surveysOf(selection) : [null]
  const waves = measures.flatMap((measure) => surveys.flatMap((survey) => wavesOf(line(measure, survey), years)))
  const areas = areasOf(selection, at)
  const level = inLanguage(warehouse.model.geography?.levels.find(({ id }) => id === areas[0]?.level)?.label, language) ?? areas[0]?.level ?? ''
  const places = areas.length > fewest ? `${level} (${areas.length})` : areas.map(({ name }) => name).join(' / ')
  const indicators = measures.map(({ indicator }) => inLanguage(indicator.label, language) ?? indicator.id).join('; ')
  const split = by.map((id) => dimensionLabel(warehouse, id, language))
  const notes = [subject.id, estimatorsOf(measures.map(({ estimator }) => estimator)), ...bordersOf(selection, language)].join(', ')
  return citationOf(warehouse, { what: `${[indicators, places, ...split].join(', ')} [${notes}]`, waves, address }, language)
}
