import { inLanguage } from '../../series/labels.ts'
import type { Document } from '../document.ts'
import { numbersOf } from './numbers.ts'
import type { Labelled, Panel, Panels } from './panels.ts'
import type { Reading } from './reading.ts'
import type { Words } from './words.ts'

const mostNamed = 3

const longest = 200

/** Whose a break is: panels all of whose series have it by their title, other series by their own words; '' where all have it. */
const namesOf = (panels: readonly Panel[], whose: ReadonlySet<Labelled>, words: Words): string => {
  if (panels.every(({ series }) => series.every((one) => whose.has(one)))) return ''
  const names = panels.flatMap(({ title, series }) => {
    const some = series.filter((one) => whose.has(one))
    if (title !== null && some.length === series.length) return [title]
    return some.map(({ label }) => [title, label].filter((part) => part !== null && part !== '').join(', '))
  })
  const rest = names.length - mostNamed
  return ` (${[...names.slice(0, mostNamed), ...(rest > 0 ? [words.more(rest)] : [])].join('; ')})`
}

/** `short`: as it stands below the chart; `full`: with all that is known. */
export type Note = { readonly short: string; readonly full: string }

/** Each break once, with its reason, and whose it is where not everyone's. */
export const breakNotes = (panels: readonly Panel[], years: readonly number[], words: Words, language: string): readonly Note[] => {
  const found = new Map<string, { year: number; reason: string; whose: Set<Labelled> }>()
  for (const series of panels.flatMap((panel) => panel.series))
    for (const { year, reason } of series.breaks) {
      if (years.length > 1 && year === years[0]) continue
      const text = inLanguage(reason, language) ?? ''
      const id = `${year} ${text}`
      const known = found.get(id) ?? { year, reason: text, whose: new Set() }
      found.set(id, known)
      known.whose.add(series)
    }
  return [...found.values()]
    .sort((a, b) => a.year - b.year)
    .map(({ year, reason, whose }) => {
      const told = (text: string) => words.breakNote(year, namesOf(panels, whose, words), text === '' ? '' : ` ${text}`)
      return { short: told(reason.length > longest ? `${reason.slice(0, longest).replace(/\s+\S*$/, '')} …` : reason), full: told(reason) }
    })
}

/** Title and the line below it: one indicator, else the subject; what is measured, and what holds for all series. */
export const headingOf = (document: Document, { indicators, years }: Reading, { common }: Panels, words: Words): { readonly title: string; readonly subtitle: string } => {
  const [one] = indicators
  const single = indicators.length === 1
  const title = one && single ? (inLanguage(one.label, document.language) ?? one.name) : document.title
  const unit = one && single ? numbersOf(one.unit, words).unit : null
  const span = years.length > 1 ? `${years[0]}–${years.at(-1)}` : String(years[0] ?? '')
  return { title, subtitle: [unit, ...common, span].filter((part) => part !== null && part !== '').join(' · ') }
}
