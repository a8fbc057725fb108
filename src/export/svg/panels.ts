import type { Column } from '../../series/column.ts'
import { inLanguage } from '../../series/labels.ts'
import type { Part, Plotted, Reading } from './reading.ts'
import type { Words } from './words.ts'

/** One drawing. `title`: what tells it from the others; null where it stands alone. */
export type Panel = { readonly title: string | null; readonly indicator: Column; readonly series: readonly Labelled[] }
/** A series with the words and the number of its colour; in every panel the same words have the same colour. */
export type Labelled = Plotted & { readonly label: string; readonly colour: number }
/** `common`: words that hold for all series; `notes`: what was left out. */
export type Panels = { readonly panels: readonly Panel[]; readonly labels: readonly string[]; readonly common: readonly string[]; readonly notes: readonly string[] }

const mostPanels = 16
const mostSeries = 8

const codesOf = (series: readonly Plotted[], key: string): readonly string[] => [...new Set(series.map(({ parts }) => parts.find((part) => part.key === key)?.code ?? ''))]

const partOf = ({ parts }: Plotted, key: string): Part | undefined => parts.find((part) => part.key === key)

const latest = ({ observations }: Plotted): number => observations.findLast(({ value }) => value !== null)?.value ?? -Infinity

/** The series with the `count` codes of a key that have the greatest latest values of the first indicator. */
const greatest = (series: readonly Plotted[], key: string, count: number): readonly Plotted[] => {
  const values = new Map<string, number>()
  for (const one of series.filter(({ indicator }) => indicator === series[0]?.indicator)) {
    const code = partOf(one, key)?.code ?? ''
    values.set(code, Math.max(values.get(code) ?? -Infinity, latest(one)))
  }
  const codes = [...values].sort(([, a], [, b]) => (a === b ? 0 : b - a)).slice(0, count)
  const kept = new Set(codes.map(([code]) => code))
  return series.filter((one) => kept.has(partOf(one, key)?.code ?? ''))
}

/** The key to have a panel for each of its codes; null where none leaves few enough panels of few enough series. */
const facetOf = (series: readonly Plotted[], keys: readonly string[], most: number): string | null => {
  const fits = (key: string) => {
    const codes = codesOf(series, key)
    return codes.length <= mostPanels && codes.every((code) => series.filter((one) => partOf(one, key)?.code === code).length <= most)
  }
  const [key] = keys.filter(fits).sort((a, b) => codesOf(series, a).length - codesOf(series, b).length)
  return key ?? null
}

const wordsIn = (keys: readonly string[], of: 'label' | 'code' = 'label') => (one: Plotted): string => keys.map((key) => partOf(one, key)?.[of] ?? '').join(', ')

/** Labels that tell apart what has the same name by its codes. `tinted`: keys whose words have a colour each. */
const labelled = (series: readonly Plotted[], keys: readonly string[], tinted: readonly string[], all: string[]): readonly Labelled[] => {
  const words = wordsIn(keys)
  const codes = wordsIn(keys, 'code')
  const same = new Map<string, Set<string>>()
  for (const one of series) same.set(words(one), (same.get(words(one)) ?? new Set()).add(codes(one)))
  return series.map((one) => {
    const plain = words(one)
    const label = (same.get(plain)?.size ?? 0) > 1 ? `${plain} (${codes(one)})` : plain
    const tint = tinted.length === keys.length ? label : wordsIn(tinted)(one)
    if (!all.includes(tint)) all.push(tint)
    return { ...one, label, colour: all.indexOf(tint) }
  })
}

/**
 * What is drawn where: one panel with up to `most` series; else one per indicator, or one per area or member of the dimension that gives the
 * fewest. What is more than that is left out, the smallest first, and told.
 */
export const panelsOf = ({ indicators, keys, series: all, years }: Reading, words: Words, language: string): Panels => {
  const most = years.length > 1 ? mostSeries : mostSeries * 3
  const shownIndicators = indicators.slice(0, mostPanels)
  const notes: string[] = shownIndicators.length < indicators.length ? [words.indicatorsLeftOut(shownIndicators.length, indicators.length)] : []
  const varying = keys.map(({ key }) => key).filter((key) => codesOf(all, key).length > 1)
  const common = keys.flatMap(({ key, label }) => {
    const [one] = all
    if (!one || varying.includes(key)) return []
    return [key === 'area' ? (partOf(one, key)?.label ?? '') : `${label}: ${partOf(one, key)?.label ?? ''}`]
  })
  const names = new Set(shownIndicators.map(({ name }) => name))
  let series: readonly Plotted[] = all.filter(({ indicator }) => names.has(indicator))
  const perIndicator = () => series.length / Math.max(1, shownIndicators.length)
  const single = shownIndicators.length === 1
  while (perIndicator() > most && !(single && facetOf(series, varying, most))) {
    const [key = ''] = [...varying].sort((a, b) => codesOf(series, b).length - codesOf(series, a).length)
    const count = codesOf(series, key).length
    const others = perIndicator() / count
    series = greatest(series, key, count > most ? most : Math.max(1, Math.min(count - 1, Math.floor(most / others))))
  }
  for (const { key, label } of keys) {
    const [shown, count] = [codesOf(series, key).length, codesOf(all, key).length]
    if (shown < count) notes.push(words.leftOut(shown, count, label.toLowerCase()))
  }
  const facet = single && perIndicator() > most ? facetOf(series, varying, most) : null
  const labels: string[] = []
  const within = varying.filter((key) => key !== facet)
  const tinted = years.length > 1 ? within : within.slice(1).slice(-1)
  const panels = shownIndicators.flatMap((indicator): Panel[] => {
    const own = series.filter((one) => one.indicator === indicator.name)
    if (facet === null) return [{ title: single ? null : (inLanguage(indicator.label, language) ?? indicator.name), indicator, series: labelled(own, within, tinted, labels) }]
    return codesOf(own, facet).map((code) => {
      const some = own.filter((one) => partOf(one, facet)?.code === code)
      const title = wordsIn([facet])(some[0] as Plotted)
      return { title, indicator, series: labelled(some, within, tinted, labels) }
    })
  })
  return { panels, labels, common, notes }
}
