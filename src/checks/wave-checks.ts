import type { WaveCheck } from './check.ts'
import { damagedLetters } from './damaged-letters.ts'
import { fewResponses } from './few-responses.ts'
import { filterContradicted } from './filter-contradicted.ts'
import { largeChange } from './large-change.ts'
import { outlier } from './outlier.ts'
import { partsSum } from './parts-sum.ts'
import { responseFell } from './response-fell.ts'
import { sameAsBefore } from './same-as-before.ts'
import { unansweredQuestion } from './unanswered-question.ts'
import { unknownQuestion } from './unknown-question.ts'
import { zeroAfterLarge } from './zero-after-large.ts'

/** Rules for a whole wave, those about single answers first. */
export const waveChecks: readonly WaveCheck[] = [
  ...[partsSum, filterContradicted, largeChange, zeroAfterLarge, outlier, damagedLetters],
  ...[unknownQuestion, unansweredQuestion, fewResponses, responseFell, sameAsBefore],
]
