import { bind, identifier, integer, join, sql, type Sql } from '../database/sql.ts'
import type { Question, Survey } from '../model/model.ts'
import type { FileColumn } from '../reading/reading.ts'
import type { AnswerColumn } from './columns.ts'
import { loadRows } from './load-rows.ts'
import type { Sheet } from './sheet.ts'
import type { StagedQuestion } from './stage-model.ts'
import { warehouseSql, type Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** Cells of multi-selects that are made answers at a time: what bounds the memory they take. */
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
  await writer.run(wideCells(new Set(sheet.roles.map(({ position }) => position)), sql`true`))
  for (const file of ['stage/file-units.sql', 'stage/file-columns.sql']) await writer.script(warehouseSql(file))
  const silent = sheet.long !== null && (await hasSilent(stage))
  const cells = (positions: ReadonlySet<number>, rows: Sql) => writer.run(sheet.long ? longCells(rows, silent) : wideCells(positions, rows))
  const isMulti = ({ question }: AnswerColumn) => questions.some(({ number, question: { answer } }) => number === question && answer.kind === 'multi')
  const [ticks, others] = [positionsOf(answers.filter(isMulti)), positionsOf(answers.filter((answer) => !isMulti(answer)))]
  // How many cells there are it does not guess: it would hold them all, to look the few things they are joined with up in them.
  await writer.script("set disabled_optimizers = 'join_order,build_side_probe_side'")
  if (others.size > 0) {
    await cells(others, sql`true`)
    await writer.script(warehouseSql('stage/file-answers.sql'))
  }
  for (const rows of ticks.size > 0 ? await batchesOf(stage, ticks.size) : []) {
    await cells(ticks, rows)
    await writer.script(warehouseSql('stage/file-ticks.sql'))
  }
  await writer.script('reset disabled_optimizers')
  await writer.script(warehouseSql('stage/file-suspects.sql'))
}

const positionsOf = (columns: readonly { readonly position: number }[]): ReadonlySet<number> => new Set(columns.map(({ position }) => position))

/** Conditions of which each row of units fulfils one, so many that none has too many cells. */
const batchesOf = async ({ writer }: Stage, columns: number): Promise<Sql[]> => {
  const { values: counted } = await writer.all(sql`select count(*)::integer from file_line`)
  const batches = Math.ceil((Number(counted[0]?.[0]) * columns) / cellsAtOnce)
  const shares = Array.from({ length: Math.max(0, batches - 1) }, (_, index) => (index + 1) / batches)
  const { values } = await writer.all(sql`select unnest(quantile_disc(line, [${join(shares.map((share) => sql`${bind('double', share)}`))}]::double[])) from file_line`)
  const ends = (values[0] ?? []).map(Number)
  return [...ends, Infinity].map((end, index) => {
    const after = index === 0 ? sql`true` : sql`"row" > ${integer(ends[index - 1] ?? 0)}`
    return end === Infinity ? after : sql`${after} and "row" <= ${integer(end)}`
  })
}

/** `file_cell`: line, row (the line on which its unit begins: the same, but in a long file), year, position and text of each cell. */
const cellsAre = (cells: Sql): Sql => sql`create or replace temp view file_cell as ${cells}`

const wideCells = (positions: ReadonlySet<number>, where: Sql): Sql =>
  cellsAre(
    positions.size === 0
      ? sql`select 0 as line, 0 as row, 0 as year, 0 as position, '' as text where false`
      : sql`select line, row, year, name[2:]::integer as position, text
        from (unpivot (select line, line as row, year, ${join([...positions].map((at) => identifier(`c${at}`)))} from file_line where ${where})
          on columns(* exclude (line, row, year)) into name name value text)`,
  )

/** What is answered twice is told by a rule; the first counts. A question without a line is as an empty cell, which a question asked that year leaves. */
const longCells = (where: Sql, silent: boolean): Sql => {
  if (!silent) return cellsAre(sql`select line, row, year, position, text from file_long where ${where}`)
  return cellsAre(sql`select line, row, year, position, text
    from file_long l where ${where} and not exists (from file_double d where d.row = l.row and d.position = l.position and d.first < l.line)
    union all
    select u.row, u.row, u.year, q.position, ''
    from (select line as row, year from file_line) u join (select distinct year, position from file_question) q on q.year = u.year
    where ${where} and not exists (from file_long l where l.row = u.row and l.position = q.position)`)
}

/** Whether some unit has two lines for a question, or none. */
const hasSilent = async ({ writer }: Stage): Promise<boolean> => {
  const { values } = await writer.all(sql`select exists (from file_double)
    or (select count(*) from file_long semi join file_question using (year, position))
      < (select count(*) from file_line join (select distinct year, position from file_question) using (year))`)
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
