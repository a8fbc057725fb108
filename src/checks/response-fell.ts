import type { Remark, WaveCheck } from './check.ts'
import { fewResponses } from './few-responses.ts'
import { settingOf } from './limits.ts'
import { percent } from './numeral.ts'
import { responseOf } from './response-of-strata.ts'

/**
 * A stratum of `floor` or more units that were asked in both waves, whose share of answers fell by more than `bound`; not one that has few
 * responses, which is told.
 */
export const responseFell: WaveCheck = {
  name: 'response-fell',
  severity: 'warning',
  title: { nb: 'Svarandel som har falt mye', en: 'Response that fell much' },
  find: async (wave) => {
    const { before, limits } = wave
    if (before === null) return []
    const few = settingOf(wave.model, wave.survey, fewResponses, null)
    const earlier = new Map((await responseOf(wave, before.wave)).map((one) => [one.stratum, one]))
    return (await responseOf(wave, wave.wave)).flatMap(({ stratum, asked, responded }): Remark[] => {
      const was = earlier.get(stratum)
      if (was === undefined || Math.min(asked, was.asked) < limits.floor) return []
      const [now, then] = [responded / asked, was.responded / was.asked]
      if (then - now <= limits.bound || (few.severity !== 'off' && now < few.bound)) return []
      return [
        {
          ...{ question: null, unit: null, line: 1, position: 1, value: null },
          words: {
            en: {
              message: `${percent(now)} of stratum ${stratum} answered (${responded} of ${asked}), and ${percent(then)} in ${before.year}`,
              wayOut: 'see whether rows are missing from the file, or accept it',
            },
            nb: {
              message: `${percent(now)} av stratum ${stratum} svarte (${responded} av ${asked}), mot ${percent(then)} i ${before.year}`,
              wayOut: 'se om det mangler rader i filen, eller godta det',
            },
          },
        },
      ]
    })
  },
}
