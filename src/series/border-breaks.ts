import type { Area, Geography } from '../geography/geography.ts'
import type { Indicator, Text } from '../model/model.ts'
import type { Selection } from '../query/selection.ts'
import type { SeriesBreak } from './breaks.ts'
import { isAllocated } from './in-borders.ts'
import { joined } from './labels.ts'

/** A unit that lies partly in the area, in a year when it answered. */
type Straddling = { readonly code: string; readonly year: number }

const mostNamed = 4

/**
 * Where, between years in which it was asked, other units than before lie partly in an area: what is shared out is then not the same.
 * Units that only got another code are the same; what was merged or stayed whole does not matter. `asked`: in order.
 */
export const bordersBreaks = (selection: Selection, area: Area, indicator: Indicator, asked: readonly number[]): readonly SeriesBreak[] => {
  if (!isAllocated(selection, area, indicator)) return []
  const { geography, model } = selection.warehouse
  const straddling = geography.straddling(area)
  if (straddling.size === 0) return []
  const [first, last] = geography.vintages
  const unitsIn = (year: number): ReadonlyMap<string, Straddling> => {
    const known = Math.min(Math.max(year, first), last)
    return new Map((straddling.get(known) ?? []).map((code) => [geography.lastCode(code, known), { code, year: known }]))
  }
  return asked.slice(1).flatMap((year, index): SeriesBreak[] => {
    const [before, after] = [unitsIn(asked[index] ?? year), unitsIn(year)]
    const gone = [...before].filter(([id]) => !after.has(id)).map(([, unit]) => wordsOfGone(geography, unit, year))
    const come = [...after].filter(([id]) => !before.has(id)).map(([, unit]) => wordsOfNew(geography, unit, area.vintage))
    const words = [...gone, ...come]
    if (words.length === 0) return []
    const more = words.length - mostNamed
    const rest = more > 0 ? [{ nb: `og ${more} til`, en: `and ${more} more` }] : []
    return [{ year, kind: 'BORDERS', reason: joined([...words.slice(0, mostNamed), ...rest], '; '), source: model.geography?.changesSource ?? null }]
  })
}

const named = (geography: Geography, code: string, year: number): string => `${code} ${geography.find(code, year)?.name ?? ''}`.trim()

const listed = (names: readonly string[], and: string): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`

/** What became of a unit that is no longer shared out. `until`: the first year without it. */
const wordsOfGone = (geography: Geography, { code, year }: Straddling, until: number): Text => {
  const last = geography.lastCode(code, year)
  const changes = geography.successors({ ...unitOf(code, year), code: last }).filter((change) => change.from === last && !change.direct && change.year <= until)
  const ended = changes[0]?.year ?? until
  const parts = changes.filter((change) => change.year === ended).map(({ to }) => named(geography, to, ended))
  const unit = named(geography, last, ended - 1)
  return parts.length > 1
    ? {
        nb: `${unit} ble delt i ${ended} mellom ${listed(parts, 'og')}, og tallene før er fordelt etter folketall`,
        en: `${unit} was divided in ${ended} between ${listed(parts, 'and')}, and figures before are shared out by inhabitants`,
      }
    : {
        nb: `${unit} gikk inn i ${listed(parts, 'og') || 'et annet område'} i ${ended}, og tallene før er fordelt etter folketall`,
        en: `${unit} became part of ${listed(parts, 'and') || 'another area'} in ${ended}, and figures before are shared out by inhabitants`,
      }
}

/** How a unit came to be that is shared out from now on. */
const wordsOfNew = (geography: Geography, { code, year }: Straddling, vintage: number): Text => {
  const unit = named(geography, code, year)
  const origins = geography.predecessors(unitOf(code, year)).filter((change) => change.to === code && !change.direct)
  const since = origins.at(-1)?.year ?? year
  const parts = listed(origins.filter((change) => change.year === since).map(({ from }) => named(geography, from, since - 1)), 'og')
  const partsInEnglish = listed(origins.filter((change) => change.year === since).map(({ from }) => named(geography, from, since - 1)), 'and')
  return {
    nb: `${unit} ble til i ${since}${parts === '' ? '' : ` av ${parts}`} og ligger i flere områder i grensene fra ${vintage}, så tallene fra da av er fordelt etter folketall`,
    en: `${unit} came into being in ${since}${partsInEnglish === '' ? '' : ` from ${partsInEnglish}`} and lies in several areas of the borders of ${vintage}, so figures from then on are shared out by inhabitants`,
  }
}

const unitOf = (code: string, vintage: number): Area => ({ level: '', code, name: code, vintage })
