import { bind, sql } from '../database/sql.ts'
import { finding, type Finding } from '../model/finding.ts'
import type { Survey } from '../model/model.ts'
import { readListing, type FrameFile } from './frame.ts'
import { loadRows } from './load-rows.ts'
import type { Stage } from './stage.ts'

/** Which parts answer for which unit of a survey. */
export const stageParts = async (stage: Stage, survey: Survey): Promise<Finding[]> => {
  if (survey.unit.parts === null) return []
  const { frame: listing, findings } = readListing(stage.seeds, survey.unit.parts, ['part', 'unit'])
  if (listing === null || findings.length > 0) return findings
  const broken = partFindings(survey.unit.parts, listing)
  await loadRows(
    stage.writer,
    stage.scratch,
    ['part', 'unit'],
    listing.rows.map(({ cell }) => [cell('part'), cell('unit')]),
    (source) => sql`insert into stage_part select ${bind('varchar', survey.id)}, part, unit from ${source}`,
  )
  return broken
}

const partFindings = (file: string, { header, rows }: FrameFile): Finding[] => {
  const seen = new Map<string, number>()
  return rows.flatMap(({ line, cell }) => {
    const place = (column: string) => ({ file, line, column: header.indexOf(column) + 1 })
    const part = cell('part')
    const before = seen.get(part)
    seen.set(part, before ?? line)
    if (part === '' || cell('unit') === '')
      return [
        finding('missing-unit', place(part === '' ? 'part' : 'unit'), 'the row lacks a part or its unit', 'fill it in or delete the row'),
      ]
    if (before === undefined) return []
    return [
      finding(
        'duplicate-unit',
        place('part'),
        `part ${part} is there twice, first in line ${before}`,
        'a part belongs to one unit; delete one of the two rows',
      ),
    ]
  })
}
