import { fileChecks } from '../checks/file-checks.ts'
import { waveChecks } from '../checks/wave-checks.ts'
import type { Survey, Text } from '../model/model.ts'

/** Rules about the form of a file. */
const ofForm: Readonly<Record<string, Text>> = {
  'cell-count': { nb: 'Rad med for få eller for mange celler', en: 'Row with too few or too many cells' },
  'corrected-line': { nb: 'Rettet rad som ikke kan brukes', en: 'Corrected row that cannot be used' },
  'csv-syntax': { nb: 'Rad som ikke er gyldig CSV', en: 'Row that is no valid CSV' },
  'duplicate-column': { nb: 'Kolonne som er der to ganger', en: 'Column that is there twice' },
  'duplicate-wave': { nb: 'Året står i to filer', en: 'Year that is in two files' },
  'missing-column': { nb: 'Kolonne som mangler', en: 'Column that is missing' },
  'missing-file': { nb: 'Fil som mangler', en: 'File that is missing' },
  'nested-column': { nb: 'Kolonne som ikke har enkle verdier', en: 'Column that does not hold plain values' },
  'no-frame': { nb: 'År som mangler i rammen', en: 'Year that the frame does not have' },
  'no-rows': { nb: 'Fil uten svar', en: 'File without answers' },
  'not-a-year': { nb: 'Årstall som ikke er et år', en: 'Year that is none' },
  'same-cell-twice': { nb: 'To spørsmål svarer på det samme', en: 'Two questions that answer the same' },
  'wrong-encoding': { nb: 'Ødelagte bokstaver', en: 'Broken letters' },
}

const titles: ReadonlyMap<string, Text> = new Map([
  ...Object.entries(ofForm),
  ...[...fileChecks, ...waveChecks].map(({ name, title }): [string, Text] => [name, title]),
])

/** What a rule is called; a sum that the survey declares by its label. Null where nobody wrote a title. */
export const ruleTitle = ({ sums }: Survey, rule: string): Text | null =>
  sums.find(({ id }) => id === rule)?.label ?? titles.get(rule) ?? null

/** Rules for the answers of a survey: what `--accept` may name. */
export const ruleNames = ({ sums }: Survey): string[] =>
  [...waveChecks, ...fileChecks].map(({ name }) => name).concat(sums.map(({ id }) => id))
