import { bind, identifier, integer, join, sql, type Sql } from '../database/sql.ts'
import type { Question, Survey } from '../model/model.ts'
import type { FileColumn } from '../reading/reading.ts'
import type { AnswerColumn } from './columns.ts'
import { loadRows } from './load-rows.ts'
import type { Sheet } from './sheet.ts'
import type { StagedQuestion } from './stage-model.ts'
import { warehouseSql, type Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** Cells that are made answers at a time: what bounds the memory a file takes. */
const cellsAtOnce = 4_000_000

/** The rows of `file_line` as units and answers of the stage tables; what no answer can be is left in `file_answer`, for the rules. */
export const stageCells = async (
  stage: Stage,
  survey: Survey,
  { file }: WaveFile,
  sheet: Sheet,
  answers: readonly AnswerColumn[],
  questions: readonly StagedQuestion[],
): Promise<void> => {
  const { writer } = stage
  await writer.script('delete from file_wave; delete from file_role; delete from file_question')
  await writer.run(sql`insert into file_wave select wave, year from stage_wave where survey = ${bind('varchar', survey.id)} and file = ${bind('varchar', file)}`)
  await describeColumns(stage, sheet, answers)
  await tellLabels(stage, sheet.columns, answers, questions)
  const roles = [...new Set(sheet.roles.map(({ position }) => position))]
  await writer.run(cellsOf(roles, sql`line = row`))
  await writer.script(warehouseSql('stage/file-units.sql'))
  await writer.run(sql`delete from file_suspect`)
  const positions = [...new Set(answers.map(({ position }) => position))]
  const { values } = await writer.all(sql`select count(*)::integer, count(distinct row)::integer from file_line`)
  const [lines = 0, rows = 0] = values.map(([value]) => Number(value))
  const batches = Math.max(1, Math.ceil((sheet.long ? Math.max(lines, rows * positions.length) : lines * positions.length) / cellsAtOnce))
  for (let batch = 0; batch < batches; batch += 1) {
    const mine = sql`row % ${integer(batches)} = ${integer(batch)}`
    await writer.run(sheet.long ? longCells(mine, await hasSilent(stage, mine)) : cellsOf(positions, mine))
    await writer.script(warehouseSql('stage/file-answers.sql'))
  }
  await writer.run(sql`create or replace temp table file_answer as from file_suspect`)
}

/** `file_cell`: line, row (the line on which its unit begins: the same, but in a long file), year, position and text of each cell. */
const cellsAre = (cells: Sql): Sql => sql`create or replace temp table file_cell as ${cells}`

const cellsOf = (positions: readonly number[], where: Sql): Sql =>
  cellsAre(
    positions.length === 0
      ? sql`select 0 as line, 0 as row, 0 as year, 0 as position, '' as text where false`
      : sql`select line, row, year, name[2:]::integer as position, text
        from (unpivot (select line, row, year, ${join(positions.map((at) => identifier(`c${at}`)))} from file_line where ${where})
          on columns(* exclude (line, row, year)) into name name value text)`,
  )

/** What is answered twice is told by a rule; the first counts. A question without a line is as an empty cell, which a question asked that year leaves. */
const longCells = (where: Sql, silent: boolean): Sql => {
  const said = sql`select line, row, year, position, text
    from file_long l where ${where} and not exists (from file_double d where d.row = l.row and d.position = l.position and d.first < l.line)`
  if (!silent) return cellsAre(said)
  return cellsAre(sql`${said} union all
    select u.row, u.row, u.year, q.position, ''
    from (select distinct row, year from file_line where ${where}) u join file_question q on q.year = u.year
    where not exists (from file_long l where l.row = u.row and l.position = q.position)`)
}

/** Whether some unit has no line for some question. */
const hasSilent = async ({ writer }: Stage, where: Sql): Promise<boolean> => {
  const { values } = await writer.all(sql`select exists (from file_double)
    or (select count(*) from (from file_long where ${where}) semi join file_question using (year, position))
      < (select count(*) from (select distinct row, year from file_line where ${where}) u join file_question q on q.year = u.year)`)
  return values[0]?.[0] === true
}

/** What each column of the file is for. */
const describeColumns = async ({ writer, scratch }: Stage, { roles }: Sheet, columns: readonly AnswerColumn[]): Promise<void> => {
  await loadRows(
    writer,
    scratch,
    ['role', 'name', 'position'],
    roles.map(({ role, name, position }) => [role, name, position]),
    (source) => sql`insert into file_role select role, name, position::integer from ${source}`,
  )
  await loadRows(
    writer,
    scratch,
    ['year', 'question', 'position', 'option'],
    columns.map(({ year, question, position, option }) => [year, question, position, option]),
    (source) => sql`insert into file_question select year::usmallint, question::integer, position::integer, option from ${source}`,
  )
}

/** Texts that stand for an answer or a missing one. */
const wordsOf = ({ answer, missing }: Question): ReadonlySet<string> => new Set([...(answer.kind === 'choice' ? Object.keys(answer.options) : []), ...Object.keys(missing)])

/** Where a file labels its values and the survey knows the label, not the value, the label is what was said. */
const tellLabels = async ({ writer }: Stage, columns: readonly FileColumn[], answers: readonly AnswerColumn[], questions: readonly StagedQuestion[]): Promise<void> => {
  for (const position of new Set(answers.map((answer) => answer.position))) {
    const question = questions.find(({ number }) => number === answers.find((answer) => answer.position === position)?.question)?.question
    if (question === undefined) continue
    const known = wordsOf(question)
    const isYes = (label: string) => /^(1|0|true|false|ja|nei|yes|no)$/i.test(label)
    for (const [text, label] of Object.entries(columns[position - 1]?.labels ?? {})) {
      const said = label.trim()
      const takes = known.has(said) || (question.answer.kind === 'boolean' && isYes(said))
      if (known.has(text) || !takes) continue
      await writer.run(sql`insert into file_word select ${bind('integer', position)}, ${bind('varchar', text)}, ${bind('varchar', said)}, null
        where not exists (from file_word where position = ${bind('integer', position)} and text = ${bind('varchar', text)})`)
      await writer.run(sql`update file_word set said = ${bind('varchar', said)} where position = ${bind('integer', position)} and text = ${bind('varchar', text)}`)
    }
  }
}
