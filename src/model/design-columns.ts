import type { Survey } from './model.ts'

/** Columns of the design: each from the frame if it has it, else from the wave file. */
export const designColumns = (survey: Survey): { role: string; name: string }[] => [
  ...(survey.design.strata === null ? [] : [{ role: 'stratum', name: survey.design.strata }]),
  ...(survey.design.weight === null ? [] : [{ role: 'weight', name: survey.design.weight }]),
  ...survey.design.cluster.map((name, index) => ({ role: `cluster_${index + 1}`, name })),
  ...survey.design.units.map((name, index) => ({ role: `units_${index + 1}`, name })),
  ...(isRatio(survey) && survey.frame.kind === 'totals' && survey.frame.size !== null ? [{ role: 'size', name: survey.frame.size }] : []),
]

/** A frame of totals knows the size of strata; that of the units, which a ratio needs, stands beside their answers under the same name. */
const isRatio = ({ design: { calibrate } }: Survey): boolean => calibrate === 'separate_ratio' || calibrate === 'combined_ratio'
