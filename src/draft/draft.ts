import { words } from '../model/names.ts'
import type { MissingMeaning, Model } from '../model/model.ts'
import { columnNames } from '../model/question-columns.ts'
import type { Reading } from '../reading/reading.ts'
import { contentsOf, type Contents } from './profile.ts'
import { proposalsOf, type Proposal } from './questions.ts'
import { unitRole, unitsOf, yearRole } from './roles.ts'
import { asideFor } from './set-aside.ts'
import { surveyFile } from './survey-file.ts'

export type Wanted = { readonly survey: string; readonly file: string; readonly seeds: string; readonly model: Model }
/** `yaml`: the proposed file. `year`: of the answers, where the file has one. */
export type Draft = {
  readonly yaml: string
  readonly rows: number
  readonly questions: number
  readonly giving: number
  readonly aside: readonly string[]
  readonly year: number | null
}

/** Proposes a survey for an answer file. What is uncertain is a comment. Null where the file has no columns. */
export const draftSurvey = async (reading: Reading, { survey, file, seeds, model }: Wanted): Promise<Draft | null> => {
  const sets = unitsOf(seeds, model)
  const contents = await contentsOf(
    reading,
    sets.map(({ codes }) => codes),
  )
  const unit = unitRole(contents, sets, model)
  if (unit === null) return null
  const year = yearRole(contents, model)
  const open = contents.profiles.filter(({ column }) => column.name !== unit.column && column.name !== year?.column)
  const aside = open.flatMap((profile) => {
    const why = asideFor(profile, model)
    return why === null ? [] : [{ column: profile.column.name, why }]
  })
  const asked = open.filter((profile) => asideFor(profile, model) === null)
  const doubled = asked.filter(({ column }, at) => asked.findIndex((other) => other.column.name === column.name) < at)
  const questions = proposalsOf(
    model,
    asked.filter((profile) => !doubled.includes(profile)),
  )
  const only = year?.years.length === 1 ? (year.years[0] ?? null) : null
  const single = only ?? yearInName(file)
  const refused = (reading.lines ?? contents.rows) - contents.rows
  const yaml = surveyFile({
    head: [
      `Draft of a survey, made of ${file}: ${contents.rows} rows, ${contents.profiles.length} columns.`,
      'Whatever follows a # is for a person to decide and delete.',
      ...alikeOf(contents, model, file),
      ...(refused > 0 ? [`${refused} rows of the file cannot be read and are not counted here; kartlag load tells which.`] : []),
      'Texts stand in one language under each: translate them.',
      'A question without gives is kept per unit, for researchers, and gives no figures.',
    ],
    keys: [
      { key: 'id', value: survey, notes: [] },
      { key: 'title', value: textOf(model, words(survey)), notes: ['What is it called?'] },
      { key: 'unit', value: { column: unit.column, kind: unit.units?.kind ?? 'other' }, notes: unit.notes },
      { key: 'frame', ...frameOf(unit.units) },
      { key: 'waves', ...wavesOf({ survey, file }, year, single) },
      ...missingOf(contents, model),
    ],
    questions,
    aside: [
      ...aside,
      ...doubled.map(({ column }) => ({ column: column.name, why: 'stands in the file twice' })),
      ...(only === null || !year ? [] : [{ column: year.column, why: `says the year, ${only}` }]),
    ],
  })
  return {
    yaml,
    rows: contents.rows,
    questions: questions.length,
    giving: questions.filter(({ gives }: Proposal) => gives !== null).length,
    aside: aside.map(({ column }) => column),
    year: single,
  }
}

/** Where most columns are those of a survey: the file may be a wave of it. */
const alikeOf = ({ profiles }: Contents, { surveys }: Model, file: string): string[] => {
  const common = surveys.map(({ id, questions }) => {
    const names = new Set(questions.flatMap(columnNames))
    return { id, count: profiles.filter(({ column }) => names.has(column.name)).length }
  })
  const [best] = common.sort((a, b) => b.count - a.count)
  if (!best || best.count < 3 || best.count < profiles.length / 2) return []
  return [
    `${best.count} of its columns are columns of the survey ${best.id}. Is it a wave of that? Then no draft is needed:`,
    `kartlag load ${file} --survey ${best.id} --wave YEAR`,
  ]
}

const textOf = ({ languages }: Model, text: string) => Object.fromEntries(languages.map((language) => [language, text]))

const frameOf = (units: ReturnType<typeof unitsOf>[number] | null) => {
  if (units?.kind === 'area')
    return { value: 'geography', notes: ['all areas of the base level should have answered; if not: none, or a list of them'] }
  if (units?.frame)
    return {
      value: { file: units.frame.file, unit: units.frame.unit },
      notes: [`the list of ${units.frame.survey}; are these who should have answered?`],
    }
  return { value: 'none', notes: ['is there a list of those who should have answered? { file: frame.csv, unit: <column> }'] }
}

const wavesOf = ({ survey, file }: Pick<Wanted, 'survey' | 'file'>, year: ReturnType<typeof yearRole>, single: number | null) =>
  year && year.years.length > 1
    ? { value: { file: `waves/${survey}/${file}`, year: year.column }, notes: [`the years ${year.years.join(', ')}: copy the file there`] }
    : { value: { years: [] }, notes: [`none in the folder: kartlag load ${file} --survey ${survey} --wave ${single ?? 'YEAR'}`] }

/** The year in the name of a file; null where there is none, or several. */
const yearInName = (file: string): number | null => {
  const years = [...new Set(file.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) ?? [])]
  return years.length === 1 ? Number(years[0]) : null
}

/** Words for no answer that stand in the file, as other surveys mean them. */
const missingOf = ({ profiles }: Contents, { surveys }: Model) => {
  const seen = [...new Set(profiles.flatMap((profile) => [...profile.words.keys()]))].sort()
  if (seen.length === 0) return []
  const known = Object.assign({}, ...surveys.map(({ missing }) => missing)) as Record<string, MissingMeaning>
  const value = { '': 'not_answered', ...Object.fromEntries(seen.map((word) => [word, known[word] ?? 'not_answered'])) }
  const fresh = seen.filter((word) => known[word] === undefined)
  return [{ key: 'missing', value, notes: fresh.length === 0 ? [] : [`${fresh.join('  ')}: not_answered, not_asked or suppressed?`] }]
}
