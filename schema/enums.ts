import type { Dimension, Model, Subject } from '../src/model/model.ts'
import { enumName, typeName } from '../src/model/names.ts'
import { countryLevel, sizeGroupLevel } from '../src/geography/geography.ts'
import { formats } from '../src/export/formats.ts'
import { answerStates } from '../src/loaders/answers.ts'
import { breakKinds } from '../src/series/breaks.ts'
import { columnTypes } from '../src/series/column.ts'
import { surveyDimension } from '../src/series/grid.ts'
import { denominatorKinds } from '../src/series/source.ts'
import { statusWords } from '../src/series/status-words.ts'
import type { Text } from '../src/model/model.ts'
import type { Builder } from './builder.ts'

/** English first, the other languages after it: what a reader of the schema sees. */
export const described = (...texts: readonly (Text | null | undefined)[]): string =>
  texts
    .flatMap((text) => (text ? [[text['en'], ...Object.entries(text).flatMap(([language, words]) => (language === 'en' ? [] : [words]))].filter(Boolean).join(' / ')] : []))
    .join('\n\n')

type Value = { readonly id: string; readonly description?: string; readonly deprecated?: Text | null }

/** An enum whose values inside the program are the model's ids. */
const enumOf = (builder: Builder, name: string, values: readonly Value[], description: string) =>
  builder.enumType(name, {
    description,
    values: Object.fromEntries(values.map(({ id, description: words, deprecated }) => [
        enumName(id),
        { value: id, ...(words ? { description: words } : {}), ...(deprecated ? { deprecationReason: described(deprecated) } : {}) },
      ])),
  })

const same = (builder: Builder, name: string, words: Readonly<Record<string, string>>, description: string) =>
  builder.enumType(name, { description, values: Object.fromEntries(Object.entries(words).map(([value, text]) => [value, { value, description: text }])) })

const fixedEnums = (builder: Builder) => ({
  ObservationStatus: same(builder, 'ObservationStatus', Object.fromEntries(Object.entries(statusWords).map(([status, words]) => [status, words['en'] ?? ''])), 'The SDMX code list of observation status, in words.'),
  Estimator: enumOf(
    builder,
    'Estimator',
    [
      { id: 'reported', description: 'As it came: sums over the units that answered.' },
      { id: 'imputed', description: 'With the values of units that did not answer estimated; only for facts that declare how.' },
      { id: 'weighted', description: 'Weighted up to the frame, by stratum.' },
    ],
    'How units that did not answer are counted.',
  ),
  AreaPolicy: enumOf(
    builder,
    'AreaPolicy',
    [
      { id: 'allocate', description: 'Give each area the share of the unit’s inhabitants that live in it; ESTIMATED. Usual above the base level.' },
      { id: 'withhold', description: 'Give no value for an area that holds part of a unit that was divided; MISSING. Usual at the base level.' },
      { id: 'cluster', description: 'Join areas until no unit of any year is divided: each has the series of all that stand together, for panels.' },
    ],
    'What to do with units of another year that were divided between areas of the borders asked for.',
  ),
  IndicatorKind: enumOf(
    builder,
    'IndicatorKind',
    ['total', 'mean', 'share', 'ratio', 'composition', 'median', 'quantile', 'count'].map((id) => ({ id })),
    'How an indicator is computed.',
  ),
  AnswerType: enumOf(builder, 'AnswerType', ['number', 'boolean', 'choice', 'multi', 'text', 'date'].map((id) => ({ id })), 'What an answer is.'),
  AnswerState: enumOf(builder, 'AnswerState', answerStates.map((id) => ({ id })), 'How an answer came about.'),
  WordingLink: enumOf(
    builder,
    'WordingLink',
    [
      { id: 'identical', description: 'The same question.' },
      { id: 'minor', description: 'Other words, the same meaning.' },
      { id: 'harmonised', description: 'Made comparable.' },
      { id: 'break', description: 'Not comparable with before.' },
    ],
    'How a wording relates to the one before.',
  ),
  BreakKind: same(builder, 'BreakKind', { SURVEY: 'Another survey answers.', SEGMENT: 'The survey changed.', WORDING: 'The question changed.', BORDERS: 'Other units than before are shared out between areas.' } satisfies Record<(typeof breakKinds)[number], string>, 'What broke a series.'),
  PointDenominatorKind: same(
    builder,
    'PointDenominatorKind',
    {
      POPULATION: 'Inhabitants.',
      SIZE: 'The size that the frame gives of a unit.',
      FACT: 'Another fact of the same units, or all of it over a dimension.',
      UNITS: 'Units that answered, with their weights.',
    } satisfies Record<(typeof denominatorKinds)[number], string>,
    'What a value was divided by.',
  ),
  ColumnType: same(builder, 'ColumnType', { INTEGER: 'Whole number.', FLOAT: 'Number.', STRING: 'Text.', DATE: 'Day, YYYY-MM-DD.' } satisfies Record<(typeof columnTypes)[number], string>, 'Type of the values of a column.'),
  ExportFormat: enumOf(builder, 'ExportFormat', formats.map(({ id }) => ({ id })), 'File formats of /data.'),
})

/** Levels of areas, the widest first. */
export const areaLevels = (model: Model): readonly Value[] => [
  { id: countryLevel },
  ...(model.geography?.levels.map(({ id, label }) => ({ id, description: described(label) })) ?? []),
  ...(model.sizeGroups.length > 0 ? [{ id: sizeGroupLevel, description: 'Areas grouped by number of inhabitants.' }] : []),
]

/** Enum types of a model: areas' levels, languages, each dimension, each subject's indicators and dimensions. */
export const createEnums = (builder: Builder, model: Model) => {
  const members = new Map(
    model.dimensions.flatMap((dimension) =>
      dimension.members === 'found'
        ? []
        : [
            [
              dimension.id,
              enumOf(builder, typeName(dimension.id), dimension.members.map(({ id, label, description }) => ({ id, description: described(label, description) })), described(dimension.label, dimension.description)),
            ] as const,
          ],
    ),
  )
  const ofSubject = (subject: Subject, dimensions: readonly Dimension[]) => ({
    indicators: enumOf(
      builder,
      `${typeName(subject.id)}Indicator`,
      subject.indicators.map(({ id, label, description, unit, deprecated }) => ({ id, deprecated, description: `${described(label, description)}${unit ? `\n\nUnit: ${unit}` : ''}` })),
      `Indicators of ${described(subject.label)}.`,
    ),
    dimensions: enumOf(
      builder,
      `${typeName(subject.id)}Dimension`,
      [...dimensions.map(({ id, label }) => ({ id, description: described(label) })), { id: surveyDimension, description: 'The survey that answers; a point never mixes surveys.' }],
      `What ${described(subject.label)} can be split by.`,
    ),
  })
  return {
    ...fixedEnums(builder),
    AreaLevel: enumOf(builder, 'AreaLevel', areaLevels(model), 'Kinds of areas, the widest first.'),
    Language: enumOf(builder, 'Language', [...new Set(['nb', 'en', ...model.languages])].map((id) => ({ id })), 'Languages of labels and texts.'),
    members,
    ofSubject,
  }
}
export type Enums = ReturnType<typeof createEnums>
