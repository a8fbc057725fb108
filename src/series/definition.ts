import type { Fact, Gives, Indicator, Model, Subject } from '../model/model.ts'
import { calibrationWords, estimatorWords } from './estimation.ts'
import { inLanguage, unitOf } from './labels.ts'

type Words = { readonly of: string; readonly to: string; readonly per: string; readonly over: string; readonly p: string }
type Sentences = {
  readonly kinds: Readonly<Record<Indicator['kind'], (words: Words) => string>>
  readonly combine: Readonly<Record<Fact['combine'], string>>
  readonly formula: string
  readonly weightedBy: string
  readonly estimator: string
  readonly unit: string
  readonly share: string
  readonly population: string
  readonly size: string
  readonly units: string
}

const formulas: Readonly<Record<Indicator['kind'], (words: Words) => string>> = {
  total: () => 'Σ w·y',
  count: () => 'Σ w·y, y = 0 / 1',
  mean: () => 'Σ w·y / Σ w',
  share: () => 'Σ w·y / Σ w, y = 0 / 1',
  ratio: ({ per }) => `Σ w·y / Σ w·x${per}`,
  composition: ({ over }) => `Σ w·y / Σ w·Y, Y = Σ y (${over})`,
  median: () => 'min { y : Σ w (≤ y) / Σ w ≥ p }, p = 0.5',
  quantile: ({ p }) => `min { y : Σ w (≤ y) / Σ w ≥ p }, p = ${p}`,
}

const english: Sentences = {
  kinds: {
    total: ({ of }) => `Sum of ${of} over the units`,
    count: ({ of }) => `Number of units where ${of}`,
    mean: ({ of }) => `Mean of ${of} over the units that answered`,
    share: ({ of }) => `Share, among the units that answered, of those where ${of}`,
    ratio: ({ of, to, per }) => `${of} over ${to}${per}, summed over the same units before dividing`,
    composition: ({ of, over }) => `Part of ${of} in all of it over ${over}, summed over the same units before dividing`,
    median: ({ of }) => `Median of ${of} over the units that answered: the smallest value at which half of the weight is reached`,
    quantile: ({ of, p }) =>
      `Quantile ${p} of ${of} over the units that answered: the smallest value at which this share of the weight is reached`,
  },
  combine: {
    sum: 'y is the value of a unit; parts that are not told apart are added up within it.',
    any: 'y is 1 if any part that is not told apart is yes.',
    all: 'y is 1 only if all parts that are not told apart are yes.',
    mean: 'y is the value of a unit; parts that are not told apart are averaged within it',
    max: 'y is the value of a unit; of parts that are not told apart the largest counts.',
  },
  formula: 'Formula',
  weightedBy: 'weighted by',
  estimator: 'By default',
  unit: 'Unit',
  share: 'share, 0 to 1',
  population: 'inhabitants on 1 January',
  size: 'the size of the unit in the frame',
  units: 'units that answered, with their weights',
}
const norwegian: Sentences = {
  kinds: {
    total: ({ of }) => `Sum av ${of} over enhetene`,
    count: ({ of }) => `Antall enheter der ${of}`,
    mean: ({ of }) => `Gjennomsnitt av ${of} over enhetene som svarte`,
    share: ({ of }) => `Andel, blant enhetene som svarte, av dem der ${of}`,
    ratio: ({ of, to, per }) => `${of} delt på ${to}${per}, summert over de samme enhetene før deling`,
    composition: ({ of, over }) => `Del av ${of} i alt over ${over}, summert over de samme enhetene før deling`,
    median: ({ of }) => `Median av ${of} over enhetene som svarte: den minste verdien der halve vekten er nådd`,
    quantile: ({ of, p }) =>
      `Kvantil ${p} av ${of} over enhetene som svarte: den minste verdien der denne andelen av vekten er nådd`,
  },
  combine: {
    sum: 'y er verdien til en enhet; deler det ikke skilles mellom, legges sammen i enheten.',
    any: 'y er 1 om en av delene det ikke skilles mellom, er ja.',
    all: 'y er 1 bare om alle delene det ikke skilles mellom, er ja.',
    mean: 'y er verdien til en enhet; av deler det ikke skilles mellom, tas gjennomsnittet i enheten',
    max: 'y er verdien til en enhet; av deler det ikke skilles mellom, teller den største.',
  },
  formula: 'Formel',
  weightedBy: 'vektet med',
  estimator: 'Standard er',
  unit: 'Enhet',
  share: 'andel, 0 til 1',
  population: 'innbyggere 1. januar',
  size: 'enhetens størrelse i rammen',
  units: 'enheter som svarte, med sine vekter',
}
const sentencesIn = (language: string): Sentences => (language === 'nb' ? norwegian : english)

const factLabel = ({ facts }: Subject, id: string | null, language: string): string =>
  inLanguage(facts.find((one) => one.id === id)?.label, language) ?? id ?? ''

const overLabel = ({ dimensions }: Model, { over }: Indicator, language: string): string =>
  inLanguage(dimensions.find(({ id }) => id === over)?.label, language) ?? over ?? ''

/** What an indicator is divided by, in words: of a composition the fact and the dimension it is summed over. */
export const denominatorLabel = (model: Model, subject: Subject, indicator: Indicator, language: string): string => {
  const { population, size, units } = sentencesIn(language)
  if (indicator.kind === 'composition') return `${factLabel(subject, indicator.of, language)}, Σ ${overLabel(model, indicator, language)}`
  if (indicator.kind !== 'ratio') return units
  if (indicator.to === 'population') return population
  return indicator.to === 'size' ? size : factLabel(subject, indicator.to, language)
}

/**
 * How an indicator is computed, in words and as a formula: what is summed, how a unit's value is made, which weights the default estimator
 * gives, and the unit. Norwegian for nb, else English.
 */
export const definitionOf = (model: Model, subject: Subject, indicator: Indicator, language: string): string => {
  const sentences = sentencesIn(language)
  const fact = subject.facts.find(({ id }) => id === indicator.of)
  const words = {
    of: factLabel(subject, indicator.of, language),
    to: denominatorLabel(model, subject, indicator, language),
    per: indicator.per === 1 ? '' : ` × ${indicator.per}`,
    over: overLabel(model, indicator, language),
    p: String(indicator.p ?? ''),
  }
  const byWeight = fact?.weight ? `, ${sentences.weightedBy} ${factLabel(subject, fact.weight, language)}` : ''
  const isGiven = ({ subject: id, fact: given }: Gives) => id === subject.id && given === indicator.of
  const asking = model.surveys.filter(({ questions }) => questions.some(({ gives }) => gives.some(isGiven)))
  const unit = unitOf(indicator)
  return [
    `${sentences.kinds[indicator.kind](words)}. ${sentences.formula}: ${formulas[indicator.kind](words)}.`,
    fact && `${sentences.combine[fact.combine]}${fact.combine === 'mean' ? `${byWeight}.` : ''}`,
    fact && `${sentences.estimator} ${estimatorWords(indicator.estimator, fact, language)}.`,
    ...asking.map((survey) => calibrationWords(survey, indicator, language)),
    `${sentences.unit}: ${unit === 'share' ? sentences.share : unit}.`,
  ]
    .filter(Boolean)
    .join(' ')
}
