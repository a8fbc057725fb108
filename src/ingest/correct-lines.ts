import { bind, identifier, join, list, sql } from '../database/sql.ts'
import { finding, inNorwegian, type Finding, type Place } from '../model/finding.ts'
import { allowed } from '../model/nearest.ts'
import type { FileColumn, RefusedRow } from '../reading/reading.ts'
import { isFrom, lineColumn, originColumn, readRejected, type GivenBack } from './rejected-file.ts'
import type { Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** What `stage_refused` says of a row that somebody left out. */
export const leftOut = 'left-out'

type Read = { readonly columns: readonly FileColumn[]; readonly refused: readonly RefusedRow[] }

/**
 * Puts corrected rows in the place of those of their line in `file_line`; a row of which only the line is left takes its out. Gives what is
 * wrong with the corrections, and the findings of refused rows that were not corrected, which go to `stage_refused`.
 */
export const correctLines = async (stage: Stage, source: WaveFile, reading: Read, positions: readonly number[], yearAt: number | null): Promise<Finding[]> => {
  const { writer } = stage
  const { file, year, corrections } = source
  const { corrected, findings } = corrections ? await readCorrected(corrections, source, reading) : { corrected: new Map<number, readonly string[] | null>(), findings: [] }
  const { values: found } = await writer.all(sql`select line from file_line where line in ${list('integer', [...corrected.keys()])}`)
  const there = new Set([...(found[0] ?? []).map(Number), ...reading.refused.map(({ row }) => row.line)])
  for (const [line, cells] of corrected) {
    if (!there.has(line)) {
      const place = { file: corrections?.file ?? file, line: 1, column: 1 }
      findings.push(
        wrongLine(place, [`the file that is corrected has no row in line ${line}`, thatFile], [`filen som rettes, har ingen rad i linje ${line}`, thatFileNb]),
      )
      continue
    }
    await writer.run(sql`delete from file_line where line = ${bind('integer', line)}`)
    if (cells === null) {
      await writer.run(sql`insert into stage_refused values (${bind('varchar', file)}, ${bind('integer', line)}, ${bind('varchar', leftOut)}, null, null)`)
      continue
    }
    const values = positions.map((at) => sql`, ${bind('varchar', cells[at - 1] ?? '')} as ${identifier(`c${at}`)}`)
    const text = yearAt === null ? String(year) : (cells[yearAt - 1] ?? '')
    await writer.run(sql`insert into file_line by name
      select ${bind('integer', line)} as line, ${bind('usmallint', /^(1[5-9]|2\d)\d\d$/.test(text) ? Number(text) : null)} as year,
        ${bind('varchar', text)} as year_text${join(values, sql``)}`)
  }
  const left = reading.refused.filter(({ row }) => !corrected.has(row.line))
  for (const { row, findings: wrong } of left)
    for (const { rule, column } of wrong)
      await writer.run(sql`insert into stage_refused values (${bind('varchar', file)}, ${bind('integer', row.line)}, ${bind('varchar', rule)}, ${bind('integer', column)},
        ${bind('varchar', row.cells[column - 1] ?? '')})`)
  return [...findings, ...left.flatMap((row) => [...row.findings])]
}

type Corrected = ReadonlyMap<number, readonly string[] | null>

const thatFile = 'give the corrections of this file, and the file as it was then'
const thatFileNb = 'lever rettelsene til denne filen, og filen slik den var da'
const wrongLine = (place: Place, [message, wayOut]: readonly [string, string], [nb, wayOutNb]: readonly [string, string]): Finding =>
  inNorwegian(finding('corrected-line', place, message, wayOut), nb, wayOutNb)

const readCorrected = async (
  { file, path }: { file: string; path: string },
  { checksum }: WaveFile,
  { columns, refused: original }: Read,
): Promise<{ corrected: Corrected; findings: Finding[] }> => {
  const names = columns.map(({ name }) => name)
  const { header, lacking, given, refused } = await readRejected(path, file, names)
  if (lacking.length > 0) return { corrected: new Map(), findings: [withoutColumns(file, lacking, header)] }
  const other = given.find((one) => !isFrom(one, checksum))
  if (other) return { corrected: new Map(), findings: [ofAnother({ file, line: other.row, column: header.lastIndexOf(originColumn) + 1 }, other.origin, checksum)] }
  const corrected = new Map<number, readonly string[] | null>()
  const findings = refused.flatMap((row) => [...row.findings])
  for (const one of given) {
    const line = Number(one.line)
    const wrong = wrongWith(one, corrected, { file, line: one.row, column: header.lastIndexOf(lineColumn) + 1 })
    const as = original.find(({ row }) => row.line === line)
    if (wrong) findings.push(wrong)
    else if (as && isAsItWas(one, as)) continue // it is refused once more
    else if (one.extra.some((cell) => cell !== '')) findings.push(beyond({ file, line: one.row, column: names.length + 1 }, line))
    else corrected.set(line, isBare(one) ? null : one.cells)
  }
  return { corrected, findings }
}

const isBare = ({ cells, extra }: GivenBack): boolean => [...cells, ...extra].every((cell) => cell === '')

/** A row with too many cells still, or of another form than the table, as it was, and with its reason. */
const isAsItWas = ({ cells, extra, reason }: GivenBack, { row, findings }: RefusedRow): boolean => {
  const plain = (all: readonly string[]) => all.map((cell) => cell.replaceAll(/\s+/g, ' ')).join('\t').trimEnd()
  const ofForm = findings.some(({ rule }) => rule === 'cell-count' || rule === 'csv-syntax')
  return ofForm && (extra.some((cell) => cell !== '') || (reason !== '' && plain([...cells, ...extra]) === plain(row.cells)))
}

const wrongWith = (one: GivenBack, corrected: Corrected, place: Place): Finding | null => {
  const line = Number(one.line)
  if (!Number.isInteger(line) || line < 1) {
    const came = JSON.stringify(one.line)
    return wrongLine(place, [`${came} is no line of the file that is corrected`, 'keep the line of each rejected row'], [`${came} er ingen linje i filen som rettes`, 'behold linjen til hver forkastet rad'])
  }
  if (corrected.has(line)) return wrongLine(place, [`line ${line} is corrected twice`, 'keep one of the two rows'], [`linje ${line} er rettet to ganger`, 'behold den ene av radene'])
  if (!isBare(one) || one.reason === '') return null
  return wrongLine(
    place,
    [`line ${line} has a reason and no cells`, 'fill in the cells, or clear the reason too: then the row is left out'],
    [`linje ${line} har en grunn og ingen celler`, 'fyll ut cellene, eller tøm grunnen også: da utelates raden'],
  )
}

const beyond = (place: Place, line: number): Finding =>
  wrongLine(
    place,
    [`the row of line ${line} has cells beyond the columns of the file`, 'move them to their columns, or clear them'],
    [`raden for linje ${line} har celler utenfor kolonnene i filen`, 'flytt dem til kolonnene sine, eller tøm dem'],
  )

const ofAnother = (place: Place, origin: string | null, checksum: string): Finding =>
  origin
    ? wrongLine(
        place,
        [`these rows were rejected from another file, ${JSON.stringify(origin)}; the file that is corrected has the checksum ${checksum.slice(0, 12)}`, thatFile],
        [`disse radene ble forkastet fra en annen fil, ${JSON.stringify(origin)}; filen som rettes, har sjekksummen ${checksum.slice(0, 12)}`, thatFileNb],
      )
    : wrongLine(
        place,
        [`the row does not say in ${originColumn} which file it was rejected from`, `keep ${originColumn} of each rejected row, also of those that are left out`],
        [`raden sier ikke i ${originColumn} hvilken fil den ble forkastet fra`, `behold ${originColumn} for hver forkastet rad, også for dem som utelates`],
      )

const withoutColumns = (file: string, lacking: readonly string[], header: readonly string[]): Finding =>
  inNorwegian(
    finding(
      'missing-column',
      { file, line: 1, column: 1 },
      `the corrected rows have no column ${lacking.join(', ')}; ${allowed(lacking[0] ?? '', header)}`,
      'correct the file of rejected rows as it was written, with all of its columns',
    ),
    `de rettede radene mangler kolonnen ${lacking.join(', ')}; ${allowed(lacking[0] ?? '', header, 'nb')}`,
    'rett filen med forkastede rader slik den ble skrevet, med alle kolonnene',
  )
