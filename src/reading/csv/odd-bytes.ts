import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { finding, inNorwegian, type Finding } from '../../model/finding.ts'
import { mixedText } from '../utf8.ts'
import { cellsOf, type CsvRecord } from './scan.ts'

/** Whether a record of a file that is UTF-8 for the most part has bytes that are not. */
export const hasOddBytes = ({ data, from, to }: CsvRecord): boolean => !isUtf8(data.subarray(from, to))

/** The cells of such a record: what is no UTF-8 is read as letters of Windows. */
export const mixedCells = ({ data, from, to }: CsvRecord, delimiter: string): string[] => {
  const bytes = Buffer.from(mixedText(data.subarray(from, to)))
  return cellsOf({ data: bytes, from: 0, to: bytes.length }, delimiter)
}

/** The first byte of each cell that is no UTF-8. */
export const oddBytes = (file: string, line: number, record: CsvRecord, delimiter: string): Finding[] => {
  const read = cellsOf(record, delimiter)
  return mixedCells(record, delimiter).flatMap((cell, index) => {
    const own = read[index] ?? ''
    if (own === cell) return []
    const letter = [...cell].find((one, at) => one !== [...own][at]) ?? ''
    const byte = iconv.encode(letter, 'windows-1252').toString('hex').toUpperCase()
    return [
      inNorwegian(
        finding(
          'wrong-encoding',
          { file, line, column: index + 1 },
          `byte ${byte} is no UTF-8, and the rest of the file is; as a letter of Windows (Latin-1) it is ${letter}: ${JSON.stringify(cell)}`,
          'if that is what it should be, hand the row in as it is in the file of rejected rows; else correct it there',
        ),
        `byten ${byte} er ikke UTF-8, som resten av filen er; som bokstav i Windows (Latin-1) er den ${letter}: ${JSON.stringify(cell)}`,
        'hvis det er slik det skal være, lever raden som den står i filen med forkastede rader; ellers rett den der',
      ),
    ]
  })
}
