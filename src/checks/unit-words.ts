import { validIn } from '../geography/membership.ts'
import { stepsOf, succeeded } from '../geography/succession.ts'
import type { Survey } from '../model/model.ts'
import { allowed, nearest } from '../model/nearest.ts'
import type { Bilingual, Checked } from './check.ts'

type Stage = Pick<Checked, 'model' | 'geography'>

/** Why a code is not known in a year: never, no longer, not yet, or not in the frame; and what to write instead. */
export const unknownCode = (stage: Stage, survey: Survey, code: string, year: number, codes: readonly string[]): Bilingual => {
  const base = stage.model.geography?.base
  const area = survey.unit.kind === 'area' ? stage.geography.areas.find((one) => one.level === base && one.code === code) : undefined
  const now = { en: `give the code of ${year}`, nb: `bruk koden som gjelder i ${year}` }
  if (area && validIn(year)(area)) {
    const near = nearest(code, codes)
    return {
      en: {
        message: `unit ${code} ${area.name} is not in the frame of ${survey.id} ${year}${near === null ? '' : `; nearest: ${near}`}`,
        wayOut: 'add it to the frame, or delete the row',
      },
      nb: {
        message: `enhet ${code} ${area.name} er ikke i rammen til ${survey.id} ${year}${near === null ? '' : `; nærmest: ${near}`}`,
        wayOut: 'legg den til i rammen, eller slett raden',
      },
    }
  }
  if (area?.validTo != null && year > area.validTo) {
    const next = became(stage, code, area.validTo, year).join(', ')
    return {
      en: { message: `unit ${code} ${area.name} ended in ${area.validTo}${next === '' ? '' : `; it became ${next}`}`, wayOut: now.en },
      nb: { message: `enhet ${code} ${area.name} opphørte i ${area.validTo}${next === '' ? '' : `; den ble ${next}`}`, wayOut: now.nb },
    }
  }
  if (area?.validFrom != null && year < area.validFrom) {
    const before = came(stage, code, area.validFrom).join(', ')
    return {
      en: {
        message: `unit ${code} ${area.name} began in ${area.validFrom}${before === '' ? '' : `; before it was ${before}`}`,
        wayOut: now.en,
      },
      nb: {
        message: `enhet ${code} ${area.name} begynte i ${area.validFrom}${before === '' ? '' : `; før var den ${before}`}`,
        wayOut: now.nb,
      },
    }
  }
  return neverKnown(code, year, codes)
}

const neverKnown = (code: string, year: number, codes: readonly string[]): Bilingual => {
  const padded =
    codes.find((known) => known === `0${code}`) ?? codes.find((known) => /^0+$/.test(known.slice(0, -code.length)) && known.endsWith(code))
  if (padded)
    return {
      en: {
        message: `unit ${code} is not known in ${year}; nearest: ${padded} (a leading zero was lost)`,
        wayOut: 'format the column as text and export again',
      },
      nb: {
        message: `enhet ${code} er ikke kjent i ${year}; nærmest: ${padded} (en innledende null er borte)`,
        wayOut: 'gjør kolonnen om til tekst og eksporter på nytt',
      },
    }
  const near = nearest(code, codes)
  const few = codes.length <= 30
  const known = {
    en: few ? allowed(code, codes) : `nearest: ${near ?? 'none'} (of ${codes.length} units)`,
    nb: few ? allowed(code, codes, 'nb') : `nærmest: ${near ?? 'ingen'} (av ${codes.length} enheter)`,
  }
  return {
    en: {
      message: `unit ${JSON.stringify(code)} is not known in ${year}; ${known.en}`,
      wayOut: 'correct the code, or add the unit',
    },
    nb: {
      message: `enhet ${JSON.stringify(code)} er ikke kjent i ${year}; ${known.nb}`,
      wayOut: 'rett koden, eller legg til enheten',
    },
  }
}

/** A part that belongs to a unit nobody knows. */
export const unknownWhole = (survey: Survey, part: string, unit: string, year: number): Bilingual => ({
  en: {
    message: `part ${part} belongs to unit ${JSON.stringify(unit)}, which is not known in ${year}`,
    wayOut: `correct the unit in ${survey.unit.parts}`,
  },
  nb: {
    message: `del ${part} hører til enhet ${JSON.stringify(unit)}, som ikke er kjent i ${year}`,
    wayOut: `rett enheten i ${survey.unit.parts}`,
  },
})

const named = ({ geography }: Stage, code: string): string => {
  const name = geography.areas.find((area) => area.code === code)?.name
  return name === undefined ? code : `${code} ${name}`
}

/** What a code that ended is in a later year. */
const became = (stage: Stage, code: string, ended: number, year: number): readonly string[] => {
  const { areas, changes } = stage.geography
  const steps = stepsOf(changes, (one, when) => areas.some((area) => area.code === one && validIn(when)(area)))
  return [...succeeded(code, ended, year, steps).keys()].filter((one) => one !== code).map((one) => named(stage, one))
}

/** What a code was made from when it began. */
const came = (stage: Stage, code: string, began: number): readonly string[] =>
  stage.geography.changes
    .filter(
      ({ year, from, to }) =>
        to === code && year === began && stage.geography.areas.some((area) => area.code === from && validIn(began - 1)(area)),
    )
    .map(({ from }) => named(stage, from))
