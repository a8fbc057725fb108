import type { Format, Reading } from './reading.ts'
import { rowsOf } from './sav/cases.ts'
import { readDictionary } from './sav/dictionary.ts'
import { decoderOf } from './sav/encoding.ts'
import { isSav, readHeader } from './sav/header.ts'
import { withSource } from './sav/source.ts'
import { variablesOf } from './sav/variables.ts'

/** Data files of SPSS, plain and packed. The list of variables is held in memory, of the cases a batch. */
export const sav: Format = {
  id: 'sav',
  endings: ['sav', 'zsav'],
  recognise: isSav,
  open: (path, file, { seen } = {}) =>
    withSource(path, file, async (source): Promise<Reading> => {
      const found = await readHeader(source)
      const dictionary = await readDictionary(source, found)
      const decode = decoderOf(file, dictionary, found.numbers)
      const variables = variablesOf(file, dictionary, found, decode)
      // A count that does not fit into the header stands in an extension.
      const more = dictionary.extensions.get(16)?.[0]
      const header = more && more.length >= 16 ? { ...found, cases: found.cases ?? found.numbers.long(more, 8) } : found
      seen?.(source.position())
      return {
        columns: variables.map((variable) => ({
          name: variable.name,
          label: variable.label,
          kind: variable.kind === 'text' ? 'text' : variable.format.kind,
          labels: variable.labels,
        })),
        rows: rowsOf({ path, file, header, start: source.position(), caseSize: dictionary.caseSize, variables, decode, seen }),
      }
    }),
}
