import { bind, sql } from '../database/sql.ts'
import { finding, inNorwegian, type Finding } from '../model/finding.ts'
import type { Survey } from '../model/model.ts'
import { nearest } from '../model/nearest.ts'
import { readListing, type FrameFile } from './frame.ts'
import { loadRows } from './load-rows.ts'
import type { Stage } from './stage.ts'

/** Which parts answer for which unit of a survey. Units that neither its frame nor, of areas, the geography has in any year are findings. */
export const stageParts = async (stage: Stage, survey: Survey, frame: FrameFile | null): Promise<Finding[]> => {
  if (survey.unit.parts === null) return []
  const { frame: listing, findings } = await readListing(stage.seeds, survey.unit.parts, ['part', 'unit'])
  if (listing === null || findings.length > 0) return findings
  const units = knownUnits(stage, survey, frame)
  const broken = [...partFindings(survey.unit.parts, listing), ...unknownUnits(survey, survey.unit.parts, listing, units)]
  await loadRows(
    stage.writer,
    stage.scratch,
    ['part', 'unit', 'known'],
    listing.rows.map(({ cell }) => [cell('part'), cell('unit'), units === null || units.has(cell('unit'))]),
    (source) => sql`insert into stage_part select ${bind('varchar', survey.id)}, part, unit, known::boolean from ${source}`,
  )
  return broken
}

/** Null where anything may be a unit, or what could be one cannot be read. */
const knownUnits = ({ model, geography }: Stage, survey: Survey, frame: FrameFile | null): ReadonlySet<string> | null => {
  const listed = survey.frame.kind === 'file' ? survey.frame.unit : null
  const codes =
    listed === null
      ? geography.areas.flatMap(({ level, code }) => (survey.unit.kind === 'area' && level === model.geography?.base ? [code] : []))
      : (frame?.rows ?? []).map(({ cell }) => cell(listed)).filter((code) => code !== '')
  return codes.length === 0 ? null : new Set(codes)
}

const unknownUnits = ({ id }: Survey, file: string, { header, rows }: FrameFile, units: ReadonlySet<string> | null): Finding[] =>
  rows.flatMap(({ line, cell }) => {
    const [part, unit] = [cell('part'), cell('unit')]
    if (part === '' || unit === '' || units === null || units.has(unit)) return []
    const near = nearest(unit, units)
    const message = `part ${part} belongs to unit ${JSON.stringify(unit)}, which is no unit of ${id}${near === null ? '' : `; nearest: ${near}`}`
    const found = finding('unknown-unit', { file, line, column: header.indexOf('unit') + 1 }, message, 'correct the unit, or delete the row')
    const nb = `delen ${part} hører til enheten ${JSON.stringify(unit)}, som ikke er en enhet i ${id}${near === null ? '' : `; nærmest: ${near}`}`
    return [inNorwegian(found, nb, 'rett enheten, eller slett raden')]
  })

const partFindings = (file: string, { header, rows }: FrameFile): Finding[] => {
  const seen = new Map<string, number>()
  return rows.flatMap(({ line, cell }) => {
    const place = (column: string) => ({ file, line, column: header.indexOf(column) + 1 })
    const part = cell('part')
    const before = seen.get(part)
    seen.set(part, before ?? line)
    if (part === '' || cell('unit') === '')
      return [
        inNorwegian(
          finding('missing-unit', place(part === '' ? 'part' : 'unit'), 'the row lacks a part or its unit', 'fill it in or delete the row'),
          'raden mangler en del eller enheten dens',
          'fyll den ut, eller slett raden',
        ),
      ]
    if (before === undefined) return []
    return [
      inNorwegian(
        finding('duplicate-unit', place('part'), `part ${part} is there twice, first in line ${before}`, 'a part belongs to one unit; delete one of the two rows'),
        `delen ${part} er der to ganger, først i linje ${before}`,
        'en del hører til én enhet; slett den ene av radene',
      ),
    ]
  })
}
