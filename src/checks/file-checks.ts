import { answersThroughParts } from './answers-through-parts.ts'
import type { FileCheck } from './check.ts'
import { designNumber } from './design-number.ts'
import { duplicateAnswer } from './duplicate-answer.ts'
import { duplicateUnit } from './duplicate-unit.ts'
import { missingDesignValue } from './missing-design-value.ts'
import { missingStratum } from './missing-stratum.ts'
import { missingUnit } from './missing-unit.ts'
import { moreThanThereAre } from './more-than-there-are.ts'
import { notADate } from './not-a-date.ts'
import { notANumber } from './not-a-number.ts'
import { notYesNo } from './not-yes-no.ts'
import { outOfRange } from './out-of-range.ts'
import { responded } from './responded.ts'
import { stratumNotInFrame } from './stratum-not-in-frame.ts'
import { unitsVary } from './units-vary.ts'
import { unknownMember } from './unknown-member.ts'
import { unknownOption } from './unknown-option.ts'
import { unknownStratum } from './unknown-stratum.ts'
import { unknownUnit } from './unknown-unit.ts'

/** Rules for the cells and rows of a file, about who answered first. */
export const fileChecks: readonly FileCheck[] = [
  ...[missingUnit, unknownUnit, duplicateUnit, duplicateAnswer, answersThroughParts, responded, unknownMember],
  ...[missingStratum, unknownStratum, stratumNotInFrame, missingDesignValue, designNumber, unitsVary, moreThanThereAre],
  ...[notANumber, outOfRange, unknownOption, notYesNo, notADate],
]
