/**
 * A seeds folder, read and checked: plain frozen data, serialisable as JSON.
 * Ids are as declared (snake_case); every key a file may leave out is filled with its default here.
 */

import type { CheckRule } from './check-rules.ts'

/** Words in each language of the model; `nb` and `en` at least. */
export type Text = Readonly<Record<string, string>>

export type Model = {
  readonly id: string
  readonly title: Text
  readonly languages: readonly string[]
  readonly notice: Text | null
  readonly licence: string | null
  readonly contact: string | null
  /** Null in releases of before there was one. */
  readonly catalogue: CatalogueModel | null
  /** Upper bounds, exclusive, ascending. Empty: no size groups. */
  readonly sizeGroups: readonly number[]
  readonly geography: GeographyModel | null
  readonly disclosure: DisclosureLimits
  /** For all surveys; later ones and those of the survey win. */
  readonly checks: readonly CheckSetting[]
  readonly dimensions: readonly Dimension[]
  readonly subjects: readonly Subject[]
  readonly surveys: readonly Survey[]
  readonly published: readonly PublishedFigure[]
}

/** What data portals ask for. */
export type CatalogueModel = {
  /** Null: the warehouse itself, by its title. */
  readonly publisher: Text | null
  readonly publisherUrl: string | null
  readonly licenceUrl: string | null
  /** Of the European list of data themes. */
  readonly themes: readonly string[]
  /** Addresses of the places the figures are about, in a public list; empty: the country of the geography, by its code. */
  readonly places: readonly string[]
}

/** What is too little to be published of facts with a disclosure. */
export type DisclosureLimits = {
  /** Counts of persons from 1 to this are hidden. */
  readonly persons: number
  /** So are parts of this many persons or fewer. */
  readonly denominator: number
  /** Figures that rest on fewer answers than this are hidden. */
  readonly respondents: number
  /** So are those where fewer than this answered and all the same. */
  readonly unanimous: number
}

export type GeographyModel = {
  readonly country: string
  readonly base: string
  readonly vintage: number
  readonly levels: readonly Level[]
  /** Dimensions that population.csv is split by, in the file's order. */
  readonly populationDimensions: readonly string[]
  /** Who counted the inhabitants of population.csv. */
  readonly populationSource: string | null
  /** Who says how areas changed. */
  readonly changesSource: string | null
}
export type Level = { readonly id: string; readonly label: Text }

export type Dimension = {
  readonly id: string
  readonly label: Text
  readonly description: Text | null
  readonly ordered: boolean
  /** `found`: the values as in the files; known only to a release. */
  readonly members: readonly Member[] | 'found'
  /** `unit`: an attribute of the unit, read from `column` of the frame or else of the wave file. */
  readonly of: 'fact' | 'unit'
  readonly column: string | null
}
export type Member = {
  readonly id: string
  readonly label: Text
  readonly description: Text | null
  /** The number that stands for the member where a choice gives a number fact. */
  readonly score: number | null
}

export type Subject = {
  readonly id: string
  readonly label: Text
  readonly description: Text | null
  readonly dimensions: readonly string[]
  readonly facts: readonly Fact[]
  readonly indicators: readonly Indicator[]
}
export type FactKind = 'number' | 'boolean' | 'text' | 'date'
export type Combine = 'sum' | 'any' | 'all' | 'mean' | 'max'
export type Disclosure = 'none' | 'persons' | 'respondents'
export type Fact = {
  readonly id: string
  readonly kind: FactKind
  readonly label: Text | null
  readonly description: Text | null
  /** The measure of a number: persons, fte, weeks … */
  readonly unit: string | null
  /** Default: sum for numbers, any for booleans. */
  readonly combine: Combine
  /** Fact that weights `combine: mean`. */
  readonly weight: string | null
  readonly disclosure: Disclosure
  readonly impute: 'growth' | 'ratio' | 'none'
}
export type IndicatorKind = 'total' | 'mean' | 'share' | 'ratio' | 'composition' | 'median' | 'quantile' | 'count'
export type Estimator = 'reported' | 'imputed' | 'weighted'
export type Indicator = {
  readonly id: string
  readonly kind: IndicatorKind
  readonly of: string
  /** ratio only: a fact id, `population` or `size`. */
  readonly to: string | null
  /** ratio only; 1 where not said. */
  readonly per: number
  /** composition only: the dimension summed over in the denominator. */
  readonly over: string | null
  /** quantile only: 0..1 (median is 0.5). */
  readonly p: number | null
  readonly label: Text
  readonly description: Text | null
  /** As declared, else derived: `share` (0..1), `units` (count), the fact's own, `persons per 10000 population` (ratio). */
  readonly unit: string | null
  readonly estimator: Estimator
  /** Why it should no longer be used, and what should; it is answered all the same. */
  readonly deprecated: Text | null
}

export type Survey = {
  readonly id: string
  readonly title: Text
  readonly description: Text | null
  readonly primary: boolean
  readonly designed: boolean
  readonly instrument: string | null
  readonly source: string | null
  readonly unit: { readonly column: string; readonly kind: 'area' | 'other'; readonly parts: string | null }
  readonly frame: Frame
  readonly design: Design
  readonly waves: Waves
  readonly segments: readonly Segment[]
  readonly questions: readonly Question[]
  readonly missing: Missing
  readonly checks: readonly CheckSetting[]
  readonly sums: readonly Sum[]
}
export type Frame =
  | { readonly kind: 'geography' }
  | { readonly kind: 'file'; readonly file: string; readonly unit: string; readonly strata: string | null; readonly size: string | null }
  | { readonly kind: 'totals'; readonly file: string; readonly strata: string; readonly units: string; readonly size: string | null }
  | { readonly kind: 'none' }
export type Design = {
  /** A column of the frame or the wave file; `size_group`: the model's size groups; null: one stratum. */
  readonly strata: string | null
  readonly weight: string | null
  readonly cluster: readonly string[]
  readonly units: readonly string[]
  readonly replacement: boolean
  readonly sample: boolean
  readonly calibrate: 'separate_ratio' | 'combined_ratio' | 'poststratify' | null
  readonly nonresponse: 'reweight' | 'domain'
}
export type Waves = {
  /** One file per year, or all years in one file (`year` a column name or a number). Paths relative to the folder. */
  readonly files: readonly { readonly file: string; readonly year: number | string }[]
  readonly responded: string | null
  /** The answers are made up; where a file is absent, the demo generator makes it. */
  readonly synthetic: boolean
  /** A row for each unit and question: the columns of questions and answers. Null: a row for each unit. */
  readonly long: { readonly question: string; readonly answer: string } | null
}
export type Segment = {
  readonly from: number
  readonly to: number | null
  readonly note: Text | null
  readonly reason: Text | null
  readonly source: string | null
  /** Subjects for which its beginning is a break; null: all. */
  readonly subjects: readonly string[] | null
}
export type MissingMeaning = 'not_answered' | 'not_asked' | 'suppressed'
/** Trimmed file text -> what it means. */
export type Missing = Readonly<Record<string, MissingMeaning>>

export type Question = {
  readonly id: string
  readonly text: Text
  readonly answer: Answer
  readonly columns: Columns
  /** Empty: the answers are kept per unit and give no figures. */
  readonly gives: readonly Gives[]
  readonly from: number | null
  readonly until: number | null
  readonly wording: readonly Wording[]
  readonly missing: Missing
  readonly designed: boolean | null
  readonly note: Text | null
  readonly filter: Filter | null
}
/** Only those were asked whose answer to the other question is one of `is`: what options stand for. */
export type Filter = { readonly question: string; readonly is: readonly (string | boolean | number)[] }
export type Answer =
  | { readonly kind: 'number'; readonly unit: string | null; readonly min: number | null; readonly max: number | null }
  | { readonly kind: 'boolean' }
  /** File text -> member id, boolean or number; option labels where given. */
  | {
      readonly kind: 'choice'
      readonly options: Readonly<Record<string, string | boolean | number>>
      readonly labels: Readonly<Record<string, Text>>
    }
  /** `options`: file text or column -> member id; `separator` only where one column holds all ticks; null options: members as found. */
  | { readonly kind: 'multi'; readonly separator: string | null; readonly options: Readonly<Record<string, string>> | null }
  | { readonly kind: 'text' }
  | { readonly kind: 'date' }
/**
 * Which columns of the wave file hold the answer.
 * `one`: a single column, possibly named differently per wave. `options`: one column per option of a multi-select.
 */
export type Columns =
  | {
      readonly kind: 'one'
      readonly default: string | null
      readonly byYear: Readonly<Record<string, string>>
      /** Last year whose wave the survey declares, null where it declares no years: a later wave has the column of that year. */
      readonly last: number | null
    }
  | { readonly kind: 'options'; readonly options: Readonly<Record<string, string>> }
export type Gives = {
  /** Subject and fact ids. */
  readonly subject: string
  readonly fact: string
  /** Dimension id -> member id, or `$option`. A dimension left out: the unit's whole. */
  readonly members: Readonly<Record<string, string>>
}
export type Wording = {
  readonly from: number
  readonly text: Text
  readonly link: 'identical' | 'minor' | 'harmonised' | 'break'
}

/** How strict a rule for loaded waves is. Null: as built in, or as a wider entry says. */
export type CheckSetting = {
  readonly rule: CheckRule
  readonly severity: 'error' | 'warning' | 'off' | null
  readonly bound: number | null
  readonly floor: number | null
  /** Null: all. */
  readonly questions: readonly string[] | null
}
/** Questions whose numbers make up that of another. */
export type Sum = {
  readonly id: string
  readonly label: Text
  readonly total: string
  readonly parts: readonly string[]
  readonly severity: 'error' | 'warning' | 'off'
  /** Share of the total that they may differ by. */
  readonly bound: number
}

export type PublishedFigure = {
  readonly indicator: string
  readonly year: number
  readonly area: string
  readonly members: Readonly<Record<string, string>>
  readonly value: number
  readonly source: string
  readonly url: string | null
}
