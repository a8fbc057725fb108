import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Model, Question, Survey } from '../../src/model/model.ts'

/** One wave file, read as simply as can be: text cells by unit and column. */
export type Sheet = {
  readonly survey: Survey
  readonly year: number
  readonly bytes: Buffer
  readonly header: readonly string[]
  readonly rows: ReadonlyMap<string, Readonly<Record<string, string>>>
}

/** Every wave file of the surveys with made-up answers in a folder. */
export function readSheets(model: Model, folder: string): Sheet[] {
  return model.surveys
    .filter((survey) => survey.waves.synthetic)
    .flatMap((survey) => survey.waves.files.map(({ file, year }) => readSheet(survey, Number(year), readFileSync(join(folder, file)))))
}

function readSheet(survey: Survey, year: number, bytes: Buffer): Sheet {
  const utf8 = bytes.toString('utf8')
  const text = (utf8.includes('\uFFFD') ? bytes.toString('latin1') : utf8).replace(/^\uFEFF/, '')
  const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ','
  const [header = [], ...lines] = parse(text, { delimiter }) as string[][]
  const rows = lines.map((cells) => Object.fromEntries(header.map((column, i) => [column, cells[i] ?? ''])))
  return { survey, year, bytes, header, rows: new Map(rows.map((row) => [row[survey.unit.column] ?? '', row])) }
}

/** The columns of a question in a year -> the member each stands for (null: the answer itself); empty where it was not asked. */
export function columnsOf({ columns, from, until }: Question, year: number): [string, string | null][] {
  if (year < (from ?? year) || year > (until ?? year)) return []
  if (columns.kind === 'options') return Object.entries(columns.options)
  const column = columns.byYear[year] ?? columns.default
  return column === null ? [] : [[column, null]]
}

/** A number as written, with a comma or a point; null where there is none. */
export function numberOf(text: string | undefined): number | null {
  return text === undefined || !/^\d+([.,]\d+)?$/.test(text) ? null : Number(text.replace(',', '.'))
}

/** Yes, no, or null where nothing is answered. */
export function yesOf(text: string | undefined): boolean | null {
  if (text === undefined) return null
  if (/^(ja|1|x)$/i.test(text)) return true
  return /^(nei|0)$/i.test(text) ? false : null
}

/** What a unit says of a fact in a cell: the text of the question that gives just these members; null where none does in that year. */
export function cellOf(sheet: Sheet, fact: string, members: Readonly<Record<string, string>>): string | null {
  const known = cells.get(sheet) ?? cellsOf(sheet)
  cells.set(sheet, known)
  return known.get(`${fact} ${JSON.stringify(Object.entries(members).sort())}`) ?? null
}

const cells = new WeakMap<Sheet, Map<string, string | null>>()

function cellsOf({ survey, year }: Sheet): Map<string, string | null> {
  const found = new Map<string, string | null>()
  for (const question of survey.questions) {
    for (const { subject, fact, members } of question.gives) {
      const key = `${subject}.${fact} ${JSON.stringify(Object.entries(members).sort())}`
      if (!found.has(key)) found.set(key, columnsOf(question, year)[0]?.[0] ?? null)
    }
  }
  return found
}

/** The members ticked by a unit in a question with options; null where it did not answer. */
export function ticksOf(sheet: Sheet, question: Question, row: Readonly<Record<string, string>>): string[] | null {
  const { answer } = question
  const columns = columnsOf(question, sheet.year)
  if (question.columns.kind === 'options') {
    const said = columns.map(([column, member]) => ({ member: member ?? '', yes: yesOf(row[column]), text: row[column] ?? '' }))
    return said.every(({ yes }) => yes === null) ? null : said.filter(({ yes }) => yes === true).map(({ member }) => member)
  }
  const text = row[columns[0]?.[0] ?? ''] ?? ''
  if (text === '' || text in question.missing) return null
  if (answer.kind === 'choice') return [String(answer.options[text])]
  const options = answer.kind === 'multi' ? answer.options : null
  const separator = (answer.kind === 'multi' ? answer.separator : null) ?? ';'
  return text
    .split(separator)
    .filter((word) => word !== '')
    .map((word) => options?.[word] ?? word)
}

/** Whether a text is one that a question allows. */
export function isAllowed(text: string, { answer }: Question): boolean {
  switch (answer.kind) {
    case 'number': {
      const number = numberOf(text)
      return number !== null && number >= (answer.min ?? -Infinity) && number <= (answer.max ?? Infinity)
    }
    case 'boolean':
      return yesOf(text) !== null
    case 'choice':
      return text in answer.options
    case 'multi':
      return answer.separator === null
        ? yesOf(text) !== null
        : text.split(answer.separator).every((word) => word === '' || answer.options === null || word in answer.options)
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
    case 'text':
      return true
  }
}
