import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { finding, inNorwegian, type Finding } from '../model/finding.ts'
import { allowed } from '../model/nearest.ts'
import type { Model, Survey } from '../model/model.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { openFile } from '../reading/formats.ts'
import { numberOf } from './number.ts'

/** A file that lists the units (or, for totals, the strata) of a survey. `year` null: valid for every wave. */
export type FrameFile = { readonly header: readonly string[]; readonly rows: readonly FrameRow[] }
export type FrameRow = { readonly line: number; readonly year: number | null; readonly cell: (column: string) => string }

const yearColumn = 'year'

/** Reads the frame or strata file of a survey; null where the survey has none. Columns it should have and lacks are findings. */
export const readFrame = async (seeds: string, survey: Survey): Promise<{ frame: FrameFile | null; findings: Finding[] }> => {
  const { frame } = survey
  if (frame.kind !== 'file' && frame.kind !== 'totals') return { frame: null, findings: [] }
  const needed = frame.kind === 'file' ? [frame.unit, frame.strata, frame.size] : [frame.strata, frame.units, frame.size]
  return readListing(
    seeds,
    frame.file,
    needed.filter((column) => column !== null),
  )
}

/** Reads a small file of the folder whole; cells by column name. */
export const readListing = async (seeds: string, file: string, needed: readonly string[]): Promise<{ frame: FrameFile | null; findings: Finding[] }> => {
  const at = (line: number, column: number) => ({ file, line, column })
  if (!existsSync(join(seeds, file)))
    return {
      frame: null,
      findings: [
        inNorwegian(finding('missing-file', at(1, 1), `there is no file ${file}`, 'add it, or change the path in the survey'), `filen ${file} mangler`, 'legg den til, eller endre stien i undersøkelsen'),
      ],
    }
  try {
    const { columns, rows, refused = [] } = await openFile(join(seeds, file), file)
    const header = columns.map(({ name }) => name)
    const findings = refused.flatMap((row) => [...row.findings])
    for (const column of needed)
      if (!header.includes(column))
        findings.push(
          inNorwegian(
            finding('missing-column', at(1, 1), `there is no column ${column}; ${allowed(column, header)}`, 'name the column as the file does'),
            `kolonnen ${column} mangler; ${allowed(column, header, 'nb')}`,
            'kall kolonnen det filen gjør',
          ),
        )
    const dated = header.indexOf(yearColumn)
    const listed: FrameRow[] = []
    for await (const batch of rows)
      for (const { line, cells } of batch) {
        const year = dated < 0 ? null : Number(cells[dated])
        if (year !== null && !Number.isInteger(year))
          findings.push(
            inNorwegian(
              finding('not-a-year', at(line, dated + 1), `${JSON.stringify(cells[dated])} is no year`, 'write a year such as 2024'),
              `${JSON.stringify(cells[dated])} er ikke et årstall`,
              'skriv et årstall som 2024',
            ),
          )
        listed.push({ line, year, cell: (column) => cells[header.indexOf(column)] ?? '' })
      }
    return { frame: { header, rows: listed }, findings }
  } catch (error) {
    if (!(error instanceof RefusedInput)) throw error
    return { frame: null, findings: [...error.findings] }
  }
}

/** The rows that hold in a year. */
export const frameRowsOf = (frame: FrameFile, year: number): readonly FrameRow[] =>
  frame.rows.filter((row) => row.year === null || row.year === year)

/** What is wrong in the cells of a frame: doubled or nameless units, texts that are no numbers, members that do not exist. */
export const frameFindings = (model: Model, survey: Survey, frame: FrameFile): Finding[] => {
  const declared = survey.frame
  if (declared.kind !== 'file' && declared.kind !== 'totals') return []
  const { file } = declared
  const key = declared.kind === 'file' ? declared.unit : declared.strata
  const numbers = [declared.size, ...(declared.kind === 'totals' ? [declared.units] : [])]
  const design = declared.kind === 'file' ? [survey.design.weight, ...survey.design.units] : []
  const positive = [...numbers, ...design].filter((column) => column !== null && frame.header.includes(column))
  const texts = declared.kind === 'file' ? [survey.design.strata, ...survey.design.cluster].filter((column) => column !== null) : []
  const attributes = model.dimensions.filter(
    ({ of, column }) => declared.kind === 'file' && of === 'unit' && column !== null && frame.header.includes(column),
  )
  const seen = new Map<string, number>()

  return frame.rows.flatMap(({ line, year, cell }) => {
    const found: Finding[] = []
    const tell = (rule: string, column: string, [message, wayOut]: Told, [nb, wayOutNb]: Told) =>
      found.push(inNorwegian(finding(rule, { file, line, column: frame.header.indexOf(column) + 1 }, message, wayOut), nb, wayOutNb))
    const code = cell(key)
    const before = seen.get(`${year} ${code}`)
    if (!frame.header.includes(key)) return [] // the missing column is told
    if (code === '') tell('missing-unit', key, [`the row has no ${key}`, 'fill it in or delete the row'], [`raden har ingen ${key}`, 'fyll den ut, eller slett raden'])
    else if (before !== undefined)
      tell('duplicate-unit', key, [`${code} is there twice, first in line ${before}`, 'delete one of the two rows'], [`${code} er der to ganger, først i linje ${before}`, 'slett den ene av radene'])
    else seen.set(`${year} ${code}`, line)
    for (const column of positive) {
      const text = cell(column as string)
      const number = numberOf(text)
      if (text === '' && column === declared.size) continue
      if (number === null || number < 0)
        tell(
          'design-number',
          column as string,
          [`${JSON.stringify(text)} in ${column} is no number from 0`, 'write a number'],
          [`${JSON.stringify(text)} i ${column} er ikke et tall fra 0`, 'skriv et tall'],
        )
    }
    for (const column of texts)
      if (frame.header.includes(column) && cell(column) === '') tell('missing-stratum', column, [`${code} has no ${column}`, 'fill it in'], [`${code} har ingen ${column}`, 'fyll den ut'])
    for (const { id, column, members } of attributes) {
      const text = cell(column as string)
      if (text !== '' && members !== 'found' && !members.some((member) => member.id === text))
        tell(
          'unknown-member',
          column as string,
          [`${JSON.stringify(text)} is no member of ${id}; ${allowed(text, ids(members))}`, 'use a member, or declare it'],
          [`${JSON.stringify(text)} er ikke et medlem av ${id}; ${allowed(text, ids(members), 'nb')}`, 'bruk et medlem, eller erklær det'],
        )
    }
    return found
  })
}

type Told = readonly [message: string, wayOut: string]
const ids = (members: readonly { readonly id: string }[]): string[] => members.map(({ id }) => id)
