import type { Remark, WaveCheck } from './check.ts'
import { percent } from './numeral.ts'
import { responseOf } from './response-of-strata.ts'

/** A stratum of `floor` or more units that were asked, of which fewer than the share `bound` answered. */
export const fewResponses: WaveCheck = {
  name: 'few-responses',
  severity: 'warning',
  title: { nb: 'Få svar i et stratum', en: 'Few responses in a stratum' },
  find: async (wave) => {
    const { bound, floor } = wave.limits
    const few = (await responseOf(wave, wave.wave)).filter(({ asked, responded }) => asked >= floor && responded < bound * asked)
    return few.map(({ stratum, asked, responded }): Remark => {
      const share = percent(responded / asked)
      return {
        ...{ question: null, unit: null, line: 1, position: 1, value: null },
        words: {
          en: {
            message: `${responded} of ${asked} units of stratum ${stratum} answered (${share}); ${percent(bound)} expected`,
            wayOut: 'see whether rows are missing from the file, or accept it',
          },
          nb: {
            message: `${responded} av ${asked} enheter i stratum ${stratum} svarte (${share}); ventet ${percent(bound)}`,
            wayOut: 'se om det mangler rader i filen, eller godta det',
          },
        },
      }
    })
  },
}
