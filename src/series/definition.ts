import type { Fact, Indicator, Model, Subject } from '../model/model.ts'
import { inLanguage } from './labels.ts'

type Words = { readonly of: string; readonly to: string; readonly per: string; readonly over: string; readonly p: string }
type Sentences = Readonly<Record<Indicator['kind'], (words: Words) => string>>

const english: Sentences = {
  total: ({ of }) => `Sum of ${of} over the units. Formula: Σ w·y`,
  count: ({ of }) => `Number of units where ${of}. Formula: Σ w·y, y = 1 or 0`,
  mean: ({ of }) => `Mean of ${of} over the units that answered. Formula: Σ w·y / Σ w`,
  share: ({ of }) => `Share, among the units that answered, of those where ${of}. Formula: Σ w·y / Σ w, y = 1 or 0`,
  ratio: ({ of, to, per }) => `${of} over ${to}${per}, summed over the same units before dividing. Formula: Σ w·y / Σ w·x${per}`,
  composition: ({ of, over }) => `Part of ${of} in all of it over ${over}, summed over the same units before dividing. Formula: Σ w·y / Σ w·Σy`,
  median: ({ of }) => `Median of ${of} over the units that answered: the smallest value that half of the weight does not exceed.`,
  quantile: ({ of, p }) => `Quantile ${p} of ${of} over the units that answered: the smallest value that this share of the weight does not exceed.`,
}
const norwegian: Sentences = {
  total: ({ of }) => `Sum av ${of} over enhetene. Formel: Σ w·y`,
  count: ({ of }) => `Antall enheter der ${of}. Formel: Σ w·y, y = 1 eller 0`,
  mean: ({ of }) => `Gjennomsnitt av ${of} over enhetene som svarte. Formel: Σ w·y / Σ w`,
  share: ({ of }) => `Andel, blant enhetene som svarte, av dem der ${of}. Formel: Σ w·y / Σ w, y = 1 eller 0`,
  ratio: ({ of, to, per }) => `${of} delt på ${to}${per}, summert over de samme enhetene før deling. Formel: Σ w·y / Σ w·x${per}`,
  composition: ({ of, over }) => `Del av ${of} i alt over ${over}, summert over de samme enhetene før deling. Formel: Σ w·y / Σ w·Σy`,
  median: ({ of }) => `Median av ${of} over enhetene som svarte: den minste verdien som halve vekten ikke overstiger.`,
  quantile: ({ of, p }) => `Kvantil ${p} av ${of} over enhetene som svarte: den minste verdien som denne andelen av vekten ikke overstiger.`,
}

const denominators: Readonly<Record<string, { nb: string; en: string }>> = {
  population: { nb: 'innbyggere', en: 'inhabitants' },
  size: { nb: 'enhetens størrelse i rammen', en: 'the size of the unit in the frame' },
}

/** How an indicator is computed, in words and as a formula; w is the unit's weight. Norwegian for nb, else English. */
export const definitionOf = (model: Model, { facts }: Subject, indicator: Indicator, language: string): string => {
  const nb = language === 'nb'
  const named = (id: string | null): string => {
    const fact: Fact | undefined = facts.find((one) => one.id === id)
    const fixed = id === null ? undefined : denominators[id]
    return fact ? (inLanguage(fact.label, language) ?? fact.id) : (fixed?.[nb ? 'nb' : 'en'] ?? id ?? '')
  }
  const dimension = model.dimensions.find(({ id }) => id === indicator.over)
  return (nb ? norwegian : english)[indicator.kind]({
    of: named(indicator.of),
    to: named(indicator.to),
    per: indicator.per === 1 ? '' : ` × ${indicator.per}`,
    over: inLanguage(dimension?.label, language) ?? '',
    p: String(indicator.p ?? ''),
  })
}
