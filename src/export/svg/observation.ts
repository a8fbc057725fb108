import { html as markup, type Html } from '../../html.ts'
import type { Numbers } from './numbers.ts'
import type { Labelled } from './panels.ts'
import type { Observation } from './reading.ts'
import type { Words } from './words.ts'

/** What is told of a number where the pointer rests on it. */
export const told = ({ label }: Labelled, { year, value, lower, upper, respondents, status }: Observation, numbers: Numbers, words: Words): string => {
  const unit = numbers.unit === null || value === null ? '' : ` ${numbers.value(value).includes('%') ? '' : numbers.unit}`.trimEnd()
  const interval = lower === null || upper === null ? null : words.intervalOf(numbers.value(lower), numbers.value(upper))
  const parts = [value === null ? null : `${numbers.value(value)}${unit}`, words.statuses[status] || null, interval, respondents > 0 ? words.respondents(String(respondents)) : null]
  return `${[label, String(year)].filter((part) => part !== '').join(', ')}: ${parts.filter((part) => part !== null).join('; ')}`
}

/** A number as a group with its exact parts as attributes: what the table has, for whoever reads the drawing again. */
export const observed = (series: Labelled, observation: Observation, numbers: Numbers, words: Words, mark: readonly Html[]): Html => {
  const { year, value, standardError, lower, upper, respondents, status } = observation
  const parts = series.parts.map(({ key, code }) => (key === 'area' ? markup` data-area="${code}"` : markup` data-by-${key}="${code}"`))
  const numbersOfIt = Object.entries({ value, se: standardError, lower, upper }).flatMap(([name, number]) => (number === null ? [] : [markup` data-${name}="${number}"`]))
  return markup`<g class="observation" data-indicator="${series.indicator}" data-year="${year}"${parts}${numbersOfIt} data-n="${respondents}" data-status="${status}"><title>${told(series, observation, numbers, words)}</title>${mark}</g>
`
}
