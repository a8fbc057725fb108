import type { Indicator, Text } from '../model/model.ts'
import { surveyDimension } from './grid.ts'
import { unitOf } from './labels.ts'
import type { Transform } from './transform.ts'

export const columnTypes = ['INTEGER', 'FLOAT', 'STRING', 'DATE'] as const
export type ColumnType = (typeof columnTypes)[number]
/** A column of a table: the same names in every format. */
export type Column = {
  readonly name: string
  readonly type: ColumnType
  readonly label: Text
  /** The measure of its numbers; null where it has none. */
  readonly unit: string | null
  readonly indicator: Indicator | null
  readonly dimension: string | null
}

const plain = (name: string, type: ColumnType, nb: string, en: string): Column => ({ name, type, label: { nb, en }, unit: null, indicator: null, dimension: null })

const suffixed = (label: Text, words: Text): Text =>
  Object.fromEntries(Object.entries(label).map(([language, text]) => [language, `${text}, ${words[language] ?? words['en'] ?? ''}`]))

const parts = [
  { suffix: '_se', type: 'FLOAT', words: { nb: 'standardfeil', en: 'standard error' }, measured: true },
  { suffix: '_lower', type: 'FLOAT', words: { nb: 'nedre grense', en: 'lower limit' }, measured: true },
  { suffix: '_upper', type: 'FLOAT', words: { nb: 'øvre grense', en: 'upper limit' }, measured: true },
  { suffix: '_n', type: 'INTEGER', words: { nb: 'antall svar', en: 'respondents' }, measured: false },
  { suffix: '_status', type: 'STRING', words: { nb: 'status', en: 'status' }, measured: false },
] as const

/** Of the result: percent of a growth, percentage points of a share's change, 100 in an index's base year; else that of the indicator. */
export const measureOf = (indicator: Indicator, transform: Transform['kind'] | null): string => {
  const unit = unitOf(indicator)
  if (transform === 'growth') return 'percent (0.01 is 1)'
  if (transform === 'indexTo') return 'index'
  return transform === 'change' && unit === 'share' ? 'percentage points (0.01 is 1)' : unit
}

const ofIndicator = (indicator: Indicator, unit: string): readonly Column[] => [
  { name: indicator.id, type: 'FLOAT', label: indicator.label, unit, indicator, dimension: null },
  ...parts.map(({ suffix, type, words, measured }): Column => ({
    name: `${indicator.id}${suffix}`,
    type,
    label: suffixed(indicator.label, words),
    unit: measured ? unit : null,
    indicator,
    dimension: null,
  })),
]

const ofDimension = (id: string, label: Text): readonly Column[] => [
  { name: id, type: 'STRING', label, unit: null, indicator: null, dimension: id },
  { name: `${id}_label`, type: 'STRING', label, unit: null, indicator: null, dimension: id },
]

const surveyLabel: Text = { nb: 'Undersøkelse', en: 'Survey' }

/** Year, date, area, then two columns per dimension and six per indicator. */
export const columnsOf = (
  by: readonly string[],
  dimensionLabel: (id: string) => Text,
  indicators: readonly Indicator[],
  transform: Transform['kind'] | null,
): readonly Column[] => [
  plain('year', 'INTEGER', 'År', 'Year'),
  plain('date', 'DATE', 'Dato', 'Date'),
  plain('area', 'STRING', 'Områdekode', 'Area code'),
  plain('area_name', 'STRING', 'Område', 'Area'),
  ...by.flatMap((id) => ofDimension(id, id === surveyDimension ? surveyLabel : dimensionLabel(id))),
  ...indicators.flatMap((indicator) => ofIndicator(indicator, measureOf(indicator, transform))),
]
