import { bind, identifier, join, list, sql } from '../database/sql.ts'
import { finding, type Finding } from '../model/finding.ts'
import { allowed } from '../model/nearest.ts'
import { openFile } from '../reading/formats.ts'
import { unguarded } from '../reading/guarded.ts'
import type { FileColumn, FileRow, RefusedRow } from '../reading/reading.ts'
import type { Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** What the last columns of a file of rejected rows are called. */
export const lineColumn = 'line'
export const reasonColumn = 'reason'
/** What `stage_refused` says of a row that somebody left out. */
export const leftOut = 'left-out'

type Read = { readonly columns: readonly FileColumn[]; readonly refused: readonly RefusedRow[] }

/**
 * Puts corrected rows in the place of those of their line in `file_line`; a row of which only the line is left takes its out. Gives what is
 * wrong with the corrections, and the findings of refused rows that were not corrected, which go to `stage_refused`.
 */
export const correctLines = async (stage: Stage, { file, year, corrections }: WaveFile, reading: Read, positions: readonly number[], yearAt: number | null): Promise<Finding[]> => {
  const { writer } = stage
  const { corrected, findings } = corrections ? await readCorrected(corrections, reading) : { corrected: new Map<number, readonly string[] | null>(), findings: [] }
  const { values: found } = await writer.all(sql`select line from file_line where line in ${list('integer', [...corrected.keys()])}`)
  const there = new Set([...(found[0] ?? []).map(Number), ...reading.refused.map(({ row }) => row.line)])
  for (const [line, cells] of corrected) {
    if (!there.has(line)) {
      const place = { file: corrections?.file ?? file, line: 1, column: 1 }
      findings.push(finding('corrected-line', place, `the file that is corrected has no row in line ${line}`, 'give the corrections of this file, and the file as it was then'))
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

const readCorrected = async ({ file, path }: { file: string; path: string }, { columns }: Read): Promise<{ corrected: Corrected; findings: Finding[] }> => {
  const reading = await openFile(path, file)
  const header = reading.columns.map(({ name }) => name)
  const wanted = [...columns.map(({ name }) => name), lineColumn]
  const lacking = wanted.filter((name) => !header.includes(name))
  if (lacking.length > 0)
    return {
      corrected: new Map(),
      findings: [finding('missing-column', { file, line: 1, column: 1 }, `the corrected rows have no column ${lacking.join(', ')}; ${allowed(lacking[0] ?? '', header)}`, 'correct the file of rejected rows as it was written, with all of its columns')],
    }
  const corrected = new Map<number, readonly string[] | null>()
  const findings = (reading.refused ?? []).flatMap((row) => [...row.findings])
  const at = (row: FileRow, name: string) => unguarded(row.cells[header.indexOf(name)] ?? '')
  for await (const batch of reading.rows)
    for (const row of batch) {
      const line = Number(at(row, lineColumn))
      const cells = columns.map(({ name }) => at(row, name))
      const place = { file, line: row.line, column: header.indexOf(lineColumn) + 1 }
      const bare = cells.every((cell) => cell === '')
      if (!Number.isInteger(line) || line < 1) findings.push(finding('corrected-line', place, `${JSON.stringify(at(row, lineColumn))} is no line of the file that is corrected`, 'keep the line of each rejected row'))
      else if (corrected.has(line)) findings.push(finding('corrected-line', place, `line ${line} is corrected twice`, 'keep one of the two rows'))
      else if (bare && at(row, reasonColumn) !== '')
        findings.push(finding('corrected-line', place, `line ${line} has a reason and no cells`, 'fill in the cells, or clear the reason too: then the row is left out'))
      else corrected.set(line, bare ? null : cells)
    }
  return { corrected, findings }
}
