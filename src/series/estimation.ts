import type { Design, Estimator, Fact, Indicator, Survey } from '../model/model.ts'
import { inLanguage } from './labels.ts'

type Words = {
  readonly estimators: Readonly<Record<Estimator, (fact: Fact) => string>>
  readonly calibrations: Readonly<Record<Calibration, string>>
}
type Calibration = NonNullable<Design['calibrate']>

/** Of what is averaged within a unit the mean; it is in no proportion to size. */
const byStratum = ({ combine }: Fact) =>
  combine === 'sum'
    ? {
        en: 'its size times the ratio of its stratum (the mean where there are no sizes)',
        nb: 'sin størrelse ganger stratumets forhold (snittet der størrelser mangler)',
      }
    : { en: 'the mean of its stratum', nb: 'snittet i stratumet' }
const english: Words = {
  estimators: {
    reported: () => 'REPORTED: w = 1, over the units that answered',
    weighted: () =>
      'WEIGHTED: w = N/m, the units of the stratum in the frame over those that answered, among whom weights of a design are spread',
    imputed: (fact) =>
      `IMPUTED: w = 1, and a unit that did not answer counts with ${
        fact.impute === 'growth' ? 'its value of the year before times the growth of its stratum, else with ' : ''
      }${byStratum(fact).en}; a survey that does not list all its units is WEIGHTED`,
  },
  calibrations: {
    separate_ratio: 'totals are calibrated to the size of the frame in each stratum (separate ratio)',
    combined_ratio: 'totals are calibrated to the size of the whole frame (combined ratio)',
    poststratify: 'weights are calibrated to the number of units of each stratum (post-stratification)',
  },
}
const norwegian: Words = {
  estimators: {
    reported: () => 'REPORTED: w = 1, over enhetene som svarte',
    weighted: () =>
      'WEIGHTED: w = N/m, stratumets enheter i rammen over dem som svarte; vektene i et design fordeles på dem som svarte',
    imputed: (fact) =>
      `IMPUTED: w = 1, og en enhet som ikke svarte, teller med ${
        fact.impute === 'growth' ? 'sin verdi året før ganger veksten i stratumet, ellers med ' : ''
      }${byStratum(fact).nb}; en undersøkelse uten liste over alle enheter er WEIGHTED`,
  },
  calibrations: {
    separate_ratio: 'kalibreres totaler til rammens størrelse i hvert stratum (separat forholdstall)',
    combined_ratio: 'kalibreres totaler til hele rammens størrelse (kombinert forholdstall)',
    poststratify: 'kalibreres vektene til antallet enheter i hvert stratum (poststratifisering)',
  },
}

/** How units that did not answer are counted, in words; Norwegian for nb, else English. */
export const estimatorWords = (estimator: Estimator, fact: Fact, language: string): string =>
  (language === 'nb' ? norwegian : english).estimators[estimator](fact)

/** To what the weights of a survey are calibrated for an indicator, in words; null where they are not: ratio calibration is for totals. */
export const calibrationWords = ({ title, id, design: { calibrate } }: Survey, { kind }: Indicator, language: string): string | null => {
  const adds = kind === 'total' || kind === 'count'
  if (calibrate === null || (calibrate !== 'poststratify' && !adds)) return null
  const named = inLanguage(title, language) ?? id
  return language === 'nb'
    ? `I ${named} ${norwegian.calibrations[calibrate]} med WEIGHTED.`
    : `In ${named}, with WEIGHTED, ${english.calibrations[calibrate]}.`
}
