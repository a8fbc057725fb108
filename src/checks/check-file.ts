import { bind, sql } from '../database/sql.ts'
import { finding, type Finding, type Place } from '../model/finding.ts'
import type { Question, Survey } from '../model/model.ts'
import type { Bilingual, Checked, Offence } from './check.ts'
import { fileChecks } from './file-checks.ts'

const mostPerFile = 200

/** A file that lies in the file tables. `questions` as those tables number them. */
export type CheckedFile = {
  readonly survey: Survey
  readonly file: string
  readonly header: readonly string[]
  readonly questions: readonly { readonly number: number; readonly question: Question }[]
}

/** Findings of the rules for cells and rows in one file, by line, at most 200 with a count of the rest. */
export const checkFile = async (stage: Checked, { survey, file, header, questions }: CheckedFile): Promise<Finding[]> => {
  const { writer } = stage
  await writer.run(sql`delete from stage_finding`)
  for (const { name, find } of fileChecks)
    await writer.run(sql`insert into stage_finding select ${bind('varchar', name)}, * from (${find})`)
  const { values, rowCount } = await writer.all(sql`
    select rule, line, position, text, w.year, f.wave, question, coalesce(detail, ''), u.code, count(*) over ()
    from stage_finding f left join stage_wave w using (wave)
    left join (select line, row from file_long) l using (line)
    left join (select line, min(code) as code from file_unit group by line) u on u.line = coalesce(l.row, f.line)
    order by line, position nulls first, rule, text, detail limit ${bind('integer', mostPerFile)}`)
  const codes = await codesOf(stage, survey, new Set((values[5] ?? []).map(Number)))
  const findings = Array.from({ length: rowCount }, (_, row): Finding => {
    const at = (column: number) => values[column]?.[row]
    const check = fileChecks.find(({ name }) => name === at(0))
    if (check === undefined) throw new Error(`no rule ${String(at(0))}`)
    const position = at(2) === null ? null : Number(at(2))
    const column = position === null ? '' : (header[position - 1] ?? '')
    const offence: Offence = {
      ...{ stage, survey, header: column, year: Number(at(4)), text: String(at(3) ?? ''), detail: String(at(7)) },
      question: questions.find(({ number }) => number === at(6))?.question ?? null,
      codes: codes.get(Number(at(5))) ?? [],
    }
    const found = translated(check.name, { file, line: Number(at(1)), column: position ?? 1 }, check.words(offence))
    if (position === null) return found
    return { ...found, answer: { unit: at(8) === null || at(8) === '' ? null : String(at(8)), column, value: offence.text } }
  })
  const rest = Number(values[9]?.[0] ?? 0) - rowCount
  if (rest === 0) return findings
  const place = { file, line: (findings.at(-1)?.line ?? 1) + 1, column: 1 }
  const more = {
    en: { message: `${rest} more mistakes in this file`, wayOut: 'mend these first' },
    nb: { message: `${rest} feil til i denne filen`, wayOut: 'rett disse først' },
  }
  return [...findings, translated('more', place, more)]
}

const translated = (rule: string, place: Place, { en, nb }: Bilingual): Finding => ({
  ...finding(rule, place, en.message, en.wayOut),
  translated: { nb },
})

/** Codes that can stand in the column of the unit, by wave. */
const codesOf = async ({ writer }: Checked, survey: Survey, waves: ReadonlySet<number>): Promise<Map<number, string[]>> => {
  const codes = new Map<number, string[]>()
  for (const wave of waves) {
    const known = await writer.all(sql`select code from stage_known where wave = ${bind('integer', wave)}
      union select part from stage_part where survey = ${bind('varchar', survey.id)} order by all`)
    codes.set(wave, (known.values[0] ?? []).map(String))
  }
  return codes
}
