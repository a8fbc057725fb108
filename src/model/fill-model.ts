import { fillChecks } from './fill-checks.ts'
import type { Folder } from './folder.ts'
import { fillSurvey } from './fill-survey.ts'
import type { CatalogueModel, Dimension, DisclosureLimits, Fact, GeographyModel, Indicator, Model, PublishedFigure, Subject, Text } from './model.ts'
import { words } from './names.ts'
import { publishedRows } from './published-rows.ts'
import type { DimensionShape } from './shapes/dimension-shape.ts'
import type { ModelShape } from './shapes/model-shape.ts'
import type { FactShape, IndicatorShape, SubjectShape } from './shapes/subject-shape.ts'

export const defaultLanguages = ['nb', 'en'] as const
const defaultLimits: DisclosureLimits = { persons: 4, denominator: 10, respondents: 3, unanimous: 10 }

/** A checked folder as a model, with every default filled in. */
export function fillModel(folder: Folder, yaml: ModelShape): Model {
  const languages = yaml.languages ?? defaultLanguages
  return {
    id: yaml.id,
    title: yaml.title,
    languages,
    notice: yaml.notice ?? null,
    licence: yaml.licence ?? null,
    contact: yaml.contact ?? null,
    catalogue: fillCatalogue(yaml.catalogue),
    sizeGroups: yaml.size_groups ?? [],
    geography: yaml.geography === undefined ? null : fillGeography(folder, yaml.geography),
    disclosure: { ...defaultLimits, ...yaml.disclosure },
    checks: fillChecks(yaml.checks),
    dimensions: folder.dimensions.map((file) => fillDimension(file.value)),
    subjects: folder.subjects.map((file) => fillSubject(file.value, languages)),
    surveys: folder.surveys.map((file) => fillSurvey(file.value, yaml)),
    published: folder.published.flatMap((file) => fillPublished(folder, file)),
  }
}

function fillCatalogue(yaml: ModelShape['catalogue'] = {}): CatalogueModel {
  return {
    publisher: yaml.publisher ?? null,
    publisherUrl: yaml.publisher_url ?? null,
    licenceUrl: yaml.licence_url ?? null,
    themes: yaml.themes ?? [],
    places: yaml.places ?? [],
  }
}

function fillGeography(folder: Folder, { population_source, changes_source, ...yaml }: NonNullable<ModelShape['geography']>): GeographyModel {
  return { ...yaml, populationDimensions: populationDimensions(folder), populationSource: population_source ?? null, changesSource: changes_source ?? null }
}

/** The dimensions population.csv is split by: its columns but year, code and persons. */
export function populationDimensions(folder: Folder): string[] {
  const header = folder.table('geography/population.csv')?.header ?? []
  return header.filter((column) => !['year', 'code', 'persons'].includes(column))
}

function fillDimension(yaml: DimensionShape): Dimension {
  return {
    id: yaml.id,
    label: yaml.label,
    description: yaml.description ?? null,
    ordered: yaml.ordered ?? false,
    members:
      yaml.members === 'found'
        ? 'found'
        : yaml.members.map((member) => ({
            id: member.id,
            label: member.label,
            description: member.description ?? null,
            score: member.score ?? null,
          })),
    of: yaml.of ?? 'fact',
    column: yaml.column ?? null,
  }
}

function fillSubject(yaml: SubjectShape, languages: readonly string[]): Subject {
  const facts = Object.entries(yaml.facts)
  return {
    id: yaml.id,
    label: yaml.label,
    description: yaml.description ?? null,
    dimensions: yaml.dimensions ?? [],
    facts: facts.map(([id, fact]) => fillFact(id, fact)),
    indicators: Object.entries(yaml.indicators ?? {}).map(([id, indicator]) => fillIndicator(id, indicator, yaml, languages)),
  }
}

function fillFact(id: string, yaml: FactShape): Fact {
  return {
    id,
    kind: yaml.kind,
    label: yaml.label ?? null,
    description: yaml.description ?? null,
    unit: yaml.unit ?? null,
    combine: yaml.combine ?? (yaml.kind === 'number' ? 'sum' : 'any'),
    weight: yaml.weight ?? null,
    disclosure: yaml.disclosure ?? 'none',
    impute: yaml.impute ?? 'none',
  }
}

function fillIndicator(id: string, yaml: IndicatorShape, subject: SubjectShape, languages: readonly string[]): Indicator {
  const imputes = (subject.facts[yaml.of]?.impute ?? 'none') !== 'none'
  return {
    id,
    kind: yaml.kind,
    of: yaml.of,
    to: yaml.to ?? null,
    per: yaml.per ?? 1,
    over: yaml.over ?? null,
    p: yaml.kind === 'median' ? 0.5 : (yaml.p ?? null),
    label: yaml.label ?? inEvery(languages, words(id)),
    description: yaml.description ?? null,
    unit: yaml.unit ?? indicatorUnit(yaml, subject),
    estimator: yaml.estimator ?? (imputes ? 'imputed' : 'weighted'),
    deprecated: yaml.deprecated ?? null,
  }
}

// The measure that follows from the kind: `share` (0..1), `units`, the fact's own, or `persons per 10000 population`.
function indicatorUnit(yaml: IndicatorShape, subject: SubjectShape): string | null {
  const unit = subject.facts[yaml.of]?.unit ?? null
  if (yaml.kind === 'share' || yaml.kind === 'composition') return 'share'
  if (yaml.kind === 'count') return 'units'
  if (yaml.kind !== 'ratio') return unit
  const per = yaml.per ?? 1
  const to = subject.facts[yaml.to ?? '']?.unit ?? yaml.to ?? ''
  if (unit !== null && unit === to && per === 1) return 'share'
  return `${unit ?? yaml.of} per ${per === 1 ? '' : `${per} `}${to}`
}

function inEvery(languages: readonly string[], label: string): Text {
  return Object.fromEntries(languages.map((language) => [language, label]))
}

function fillPublished(folder: Folder, file: string): PublishedFigure[] {
  const table = folder.table(file)
  if (table === null) return []
  return publishedRows(table).map(({ cell, members }) => ({
    indicator: cell('indicator'),
    year: Number(cell('year')),
    area: cell('area'),
    members,
    value: Number(cell('value')),
    source: cell('source'),
    url: cell('url') === '' ? null : cell('url'),
  }))
}
