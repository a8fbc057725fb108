import { bind, identifier, integer, list, sql, type Sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import { finding, inNorwegian, type Finding, type Place } from '../model/finding.ts'
import { allowed } from '../model/nearest.ts'
import type { Survey } from '../model/model.ts'
import { columnNames } from '../model/question-columns.ts'
import type { RoleColumn } from './columns.ts'
import type { StagedQuestion } from './stage-model.ts'
import type { Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** A file with a row for each unit and question. `names`: what stands in the column of questions -> the position its answers have. */
export type LongLayout = {
  readonly question: number
  readonly answer: number
  readonly names: readonly { readonly name: string; readonly position: number }[]
}

type Looked = {
  readonly survey: Survey
  readonly source: WaveFile
  readonly header: readonly string[]
  readonly roles: readonly RoleColumn[]
  readonly yearAt: number | null
  readonly unit: number
  readonly questions: readonly StagedQuestion[]
}

const cell = (at: number): Sql => identifier(`c${at}`)

/**
 * Which columns of a file without columns for questions hold their names and answers: as the reading says (`long`: COLUMN,VALUE), or the survey, else the
 * column whose cells are columns or ids of the survey's questions, and the one that is left. Null: it is no long file. Several that may
 * hold the answers are a finding.
 */
export const longLayout = async (stage: Stage, looked: Looked): Promise<LongLayout | Finding | null> => {
  const { survey, source, header, roles, yearAt, questions } = looked
  const place = { file: source.file, line: 1, column: 1 }
  const free = header.flatMap((_, index) => (index + 1 === yearAt || roles.some(({ position }) => position === index + 1) ? [] : [index + 1]))
  const declared = survey.waves.long && header.includes(survey.waves.long.question) ? [survey.waves.long.question, survey.waves.long.answer] : undefined
  const said = source.reading?.['long']?.split(',').map((name) => name.trim()) ?? declared
  if (said) {
    const [question = 0, answer = 0] = said.map((name) => header.indexOf(name) + 1)
    const wrong = said.find((name) => !header.includes(name))
    if (wrong !== undefined || said.length !== 2)
      return inNorwegian(
        finding('missing-column', place, `the questions and answers are said to be in ${said.join(' and ')}; ${allowed(wrong ?? '', header)}`, 'name the column of questions and the column of answers: --long question,answer'),
        `spørsmålene og svarene skal stå i ${said.join(' og ')}; ${allowed(wrong ?? '', header, 'nb')}`,
        'oppgi kolonnen med spørsmål og kolonnen med svar: --long question,answer',
      )
    return { question, answer, names: await namesIn(stage, question, header.length, questions) }
  }
  const known = knownNames(questions)
  const counts = await Promise.all(free.map(async (at) => ({ at, count: await knownCells(stage, at, [...known.keys()]) })))
  const question = counts.toSorted((a, b) => b.count - a.count)[0]
  if (!question || question.count === 0) return null
  const rest = free.filter((at) => at !== question.at)
  const named = rest.filter((at) => /^(value|values|answer|svar|verdi|response)$/i.test(header[at - 1] ?? ''))
  const [answer, ...others] = named.length === 1 ? named : rest
  if (answer === undefined || others.length > 0)
    return severalAnswers(place, survey.id, header[question.at - 1] ?? '', rest.map((at) => header[at - 1] ?? ''))
  return { question: question.at, answer, names: await namesIn(stage, question.at, header.length, questions) }
}

const severalAnswers = (place: Place, survey: string, named: string, others: readonly string[]): Finding =>
  inNorwegian(
    finding('long-answers', place, `${named} names questions of ${survey}, and the answers may be in ${others.join(', ') || 'no column'}`, `say which: --long ${named},COLUMN`),
    `${named} nevner spørsmål i ${survey}, og svarene kan stå i ${others.join(', ') || 'ingen kolonne'}`,
    `si hvilken: --long ${named},KOLONNE`,
  )

/** Columns of the questions; and the ids of those that have one column. */
const knownNames = (questions: readonly StagedQuestion[]): ReadonlyMap<string, string> => {
  const ids = questions.flatMap(({ question }) => {
    const [name, ...more] = columnNames(question)
    return name !== undefined && more.length === 0 ? [[question.id, name] as const] : []
  })
  return new Map([...ids, ...questions.flatMap(({ question }) => columnNames(question).map((name) => [name, name] as const))])
}

const knownCells = async ({ writer }: Stage, at: number, names: readonly string[]): Promise<number> => {
  const { values } = await writer.all(sql`select count(distinct ${cell(at)})::integer from file_line where ${cell(at)} in ${list('varchar', names)}`)
  return Number(values[0]?.[0])
}

const namesIn = async ({ writer }: Stage, at: number, width: number, questions: readonly StagedQuestion[]): Promise<LongLayout['names']> => {
  const known = knownNames(questions)
  const found = recordsOf<{ name: string; line: number; lines: number }>(
    await writer.all(sql`select ${cell(at)} as name, min(line) as line, count(*)::integer as lines from file_line group by name order by name`),
  )
  await writer.run(sql`delete from file_name`)
  const meant = [...new Set(found.map(({ name }) => known.get(name) ?? name))]
  for (const { name, line, lines } of found) {
    const position = width + meant.indexOf(known.get(name) ?? name) + 1
    await writer.run(sql`insert into file_name values (${bind('varchar', name)}, ${bind('integer', position)}, ${bind('integer', line)}, ${bind('integer', lines)})`)
  }
  return meant.map((name, index) => ({ name, position: width + index + 1 }))
}

/** What stands for a question in a long file and is none that is asked: on how many lines, the first of them, and in which cell. */
export type UnknownName = { readonly name: string; readonly line: number; readonly lines: number; readonly position: number }

/** `asked`: positions that answers of the file's years have. */
export const unknownNames = async ({ writer }: Stage, { question }: LongLayout, asked: readonly number[]): Promise<UnknownName[]> =>
  recordsOf<{ name: string; line: number; lines: number }>(
    await writer.all(sql`select name, line, lines from file_name where position not in ${list('integer', asked)} order by line`),
  ).map((row) => ({ ...row, position: question }))

/** Moves the lines to `file_long`, where each knows on which its unit begins; `file_line` keeps these. */
export const spreadLong = async ({ writer }: Stage, { question, answer, names }: LongLayout, unit: number): Promise<void> => {
  const [first, last] = [names[0]?.position ?? 0, names.at(-1)?.position ?? 0]
  await writer.run(sql`create or replace temp table file_begin as select year, ${cell(unit)} as unit, min(line) as row from file_line group by all`)
  await writer.run(sql`insert into file_long
    select l.line, b.row, l.year, n.position, l.${cell(answer)}
    from file_line l join file_begin b on b.year = l.year and b.unit = l.${cell(unit)} join file_name n on n.name = l.${cell(question)}`)
  await writer.run(sql`create or replace temp table file_line as from file_line where line in (select row from file_begin)`)
  await writer.run(sql`insert into file_double
    select row, position, min(line) from file_long semi join (
      select row from file_long group by row having count(*) > bit_count(bitstring_agg(position, ${integer(first)}, ${integer(last)}))) using (row)
    group by row, position having count(*) > 1`)
}
