import type { Text } from '../model/model.ts'
import type { ObservationStatus } from './point.ts'

/** What each status says of a number. */
export const statusWords: Readonly<Record<ObservationStatus, Text>> = {
  NORMAL: { en: 'Nothing to remark.', nb: 'Ingen merknad.' },
  ESTIMATED: { en: 'Contains values that were estimated for units that did not answer.', nb: 'Inneholder verdier som er anslått for enheter som ikke svarte.' },
  IMPUTED: { en: 'The unit did not answer; the value was estimated for it.', nb: 'Enheten svarte ikke; verdien er anslått.' },
  BREAK: { en: 'May not be compared with the years before.', nb: 'Kan ikke sammenlignes med årene før.' },
  MISSING: { en: 'Asked, but not answered, or not to be had in these borders.', nb: 'Spurt, men ikke besvart, eller ikke å få i disse grensene.' },
  NOT_ASKED: { en: 'No form asked this here this year.', nb: 'Ingen spurte om dette her dette året.' },
  SUPPRESSED: { en: 'Known, but not public.', nb: 'Kjent, men ikke offentlig.' },
  LOW_RELIABILITY: { en: 'Rests on too few answers to be relied on.', nb: 'Bygger på for få svar til å være pålitelig.' },
  PROVISIONAL: { en: 'Will be revised.', nb: 'Blir revidert.' },
}
