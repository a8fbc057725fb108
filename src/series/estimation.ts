import type { Design, Estimator, Fact, Survey } from '../model/model.ts'
import { inLanguage } from './labels.ts'

type Words = { readonly estimators: Readonly<Record<Estimator, (fact: Fact) => string>>; readonly calibrations: Readonly<Record<Calibration, string>> }
type Calibration = NonNullable<Design['calibrate']>

const ratio = {
  en: 'the ratio of its stratum to inhabitants',
  nb: 'stratumets forhold til innbyggertallet',
}
const english: Words = {
  estimators: {
    reported: () => 'REPORTED: w = 1, over the units that answered',
    weighted: () =>
      'WEIGHTED: w = N/m, the units of the stratum in the frame over those that answered; a design with weights of its own spreads these over those that answered',
    imputed: ({ impute }) =>
      impute === 'growth'
        ? `IMPUTED: w = 1, and a unit that did not answer counts with its value of the year before times the growth of its stratum, else with ${ratio.en}`
        : `IMPUTED: w = 1, and a unit that did not answer counts with ${ratio.en}`,
  },
  calibrations: {
    separate_ratio: 'in each stratum by ratio',
    combined_ratio: 'over all strata by ratio',
    poststratify: 'by post-stratification',
  },
}
const norwegian: Words = {
  estimators: {
    reported: () => 'REPORTED: w = 1, over enhetene som svarte',
    weighted: () =>
      'WEIGHTED: w = N/m, stratumets enheter i rammen over dem som svarte; et design med egne vekter fordeler disse på dem som svarte',
    imputed: ({ impute }) =>
      impute === 'growth'
        ? `IMPUTED: w = 1, og en enhet som ikke svarte, teller med sin verdi året før ganger veksten i stratumet, ellers med ${ratio.nb}`
        : `IMPUTED: w = 1, og en enhet som ikke svarte, teller med ${ratio.nb}`,
  },
  calibrations: {
    separate_ratio: 'i hvert stratum ved forholdstall',
    combined_ratio: 'over alle strata ved forholdstall',
    poststratify: 'ved poststratifisering',
  },
}

/** How units that did not answer are counted, in words; Norwegian for nb, else English. */
export const estimatorWords = (estimator: Estimator, fact: Fact, language: string): string =>
  (language === 'nb' ? norwegian : english).estimators[estimator](fact)

/** To what the weights of a survey are calibrated, in words; null where they are not. */
export const calibrationWords = ({ title, id, design: { calibrate } }: Survey, language: string): string | null => {
  if (calibrate === null) return null
  const named = inLanguage(title, language) ?? id
  return language === 'nb'
    ? `Med WEIGHTED er totaler fra ${named} kalibrert til rammens størrelse ${norwegian.calibrations[calibrate]}.`
    : `With WEIGHTED, totals of ${named} are calibrated to the size of the frame ${english.calibrations[calibrate]}.`
}
