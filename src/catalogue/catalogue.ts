import { countryLevel, sizeGroupLevel } from '../geography/geography.ts'
import { formats } from '../export/formats.ts'
import type { CatalogueModel, Dimension, Indicator, IndicatorKind, Subject, Text } from '../model/model.ts'
import { dimensionsOf } from '../query/selection.ts'
import { indicatorYears, subjectCells, subjectYears, type Warehouse } from '../query/warehouse.ts'
import { speaksAt } from '../series/extrapolated.ts'
import { unitOf } from '../series/labels.ts'
import { mixesSurveys } from '../series/survey-choice.ts'

/** A file, and what is in it: the whole country, or every area of a level. `url` is absolute. */
export type CatalogueFile = { readonly format: string; readonly mediaType: string; readonly level: string; readonly url: string }
export type CatalogueIndicator = {
  readonly id: string
  readonly label: Text
  readonly description: Text | null
  readonly kind: IndicatorKind
  readonly unit: string
  /** In which it was asked for. */
  readonly years: readonly number[]
  /** The whole country's numbers, as CSV. */
  readonly url: string
}
export type CatalogueSubject = {
  readonly id: string
  readonly label: Text
  readonly description: Text | null
  readonly years: readonly number[]
  /** Whether answers behind it are made up. */
  readonly synthetic: boolean
  readonly dimensions: readonly string[]
  readonly indicators: readonly CatalogueIndicator[]
  readonly files: readonly CatalogueFile[]
}
export type CatalogueDimension = {
  readonly id: string
  readonly label: Text
  readonly description: Text | null
  /** Those that answers have; with words where the model has them. */
  readonly members: readonly { readonly id: string; readonly label: Text | null }[]
}
/** What a release has, with absolute addresses of its files: data that can be written as JSON. */
export type Catalogue = {
  readonly id: string
  readonly url: string
  readonly title: Text
  readonly notice: Text | null
  readonly licence: string | null
  readonly contact: string | null
  readonly country: string | null
  readonly languages: readonly string[]
  readonly release: string
  readonly createdAt: string
  readonly levels: readonly { readonly id: string; readonly label: Text }[]
  readonly subjects: readonly CatalogueSubject[]
  readonly dimensions: readonly CatalogueDimension[]
} & CatalogueModel

const unsaid: CatalogueModel = { publisher: null, publisherUrl: null, licenceUrl: null, themes: [], places: [] }
const levelWords: Readonly<Record<string, Text>> = {
  [countryLevel]: { nb: 'Hele landet', en: 'Whole country' },
  [sizeGroupLevel]: { nb: 'Størrelsesgruppe', en: 'Size group' },
}

// Files that only tell of others are found from these.
const listed = formats.filter(({ id }) => formats.every(({ describedBy }) => describedBy !== id))

/** Levels that some survey of a subject can speak of. */
const levelsOf = (warehouse: Warehouse, subject: Subject): readonly string[] => {
  const surveys = new Set(subjectCells(warehouse, subject.id).map((cell) => cell.survey))
  return warehouse.geography.levels.filter((level) => [...surveys].some((survey) => speaksAt(survey, warehouse, level)))
}

const subjectOf = (warehouse: Warehouse, subject: Subject, origin: string): CatalogueSubject => {
  const cells = subjectCells(warehouse, subject.id)
  const asked = (survey: string) => cells.some((cell) => cell.survey.id === survey)
  const by = (indicators: readonly Indicator[]) => (mixesSurveys(warehouse, subject, indicators) ? ['by=survey'] : [])
  const addressOf = (format: string, parameters: readonly string[]) =>
    `${origin}/data/${subject.id}.${format}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`
  const fileOf = (format: string, level: string): CatalogueFile => ({
    format,
    mediaType: listed.find(({ id }) => id === format)?.contentType.replace(/;.*/, '') ?? '',
    level,
    url: addressOf(format, [...by(subject.indicators), ...(level === countryLevel ? [] : [`at=${level}`])]),
  })
  return {
    id: subject.id,
    label: subject.label,
    description: subject.description,
    years: subjectYears(warehouse, subject),
    synthetic: warehouse.waves.some(({ survey, synthetic }) => synthetic && asked(survey)),
    dimensions: dimensionsOf(warehouse, subject).map(({ id }) => id),
    indicators: subject.indicators.map((indicator) => ({
      id: indicator.id,
      label: indicator.label,
      description: indicator.description,
      kind: indicator.kind,
      unit: unitOf(indicator),
      years: indicatorYears(warehouse, subject, indicator),
      url: addressOf('csv', [`indicators=${indicator.id}`, ...by([indicator])]),
    })),
    files: [
      ...listed.map(({ id }) => fileOf(id, countryLevel)),
      ...levelsOf(warehouse, subject).flatMap((level) => (level === countryLevel ? [] : [fileOf('csv', level)])),
    ],
  }
}

const dimensionOf = (warehouse: Warehouse, { id, label, description, members }: Dimension): CatalogueDimension => ({
  id,
  label,
  description,
  members: warehouse.members(id).map((member) => ({
    id: member,
    label: members === 'found' ? null : (members.find((one) => one.id === member)?.label ?? null),
  })),
})

/** `origin`: of the server, without a slash at the end. */
export const catalogueOf = (warehouse: Warehouse, origin: string): Catalogue => {
  const { model, geography } = warehouse
  return {
    id: model.id,
    url: `${origin}/data`,
    title: model.title,
    notice: model.notice,
    licence: model.licence,
    contact: model.contact,
    country: model.geography?.country ?? null,
    ...(model.catalogue ?? unsaid),
    languages: model.languages,
    release: warehouse.key,
    createdAt: warehouse.createdAt,
    levels: geography.levels.map((id) => ({
      id,
      label: levelWords[id] ?? model.geography?.levels.find((level) => level.id === id)?.label ?? { en: id },
    })),
    subjects: model.subjects.map((subject) => subjectOf(warehouse, subject, origin)),
    dimensions: model.dimensions.map((dimension) => dimensionOf(warehouse, dimension)),
  }
}
