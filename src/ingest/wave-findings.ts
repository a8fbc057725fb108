import { bind, sql } from '../database/sql.ts'
import { finding, type Finding } from '../model/finding.ts'
import { allowed } from '../model/nearest.ts'
import type { Survey } from '../model/model.ts'
import type { StagedQuestion } from './stage-model.ts'
import type { Stage } from './stage.ts'
import { unknownUnit, unknownWhole, type Words } from './unknown-unit.ts'

const mostPerFile = 200

type Offence = {
  readonly rule: string
  readonly line: number
  readonly column: number
  readonly text: string
  readonly year: number
  readonly wave: number
  readonly question: StagedQuestion | undefined
  readonly detail: string
}

/** Words for what the statements found in one file, at most 200 with a count of the rest; the stage table is emptied. */
export const takeFindings = async (
  stage: Stage,
  survey: Survey,
  file: string,
  header: readonly string[],
  questions: readonly StagedQuestion[],
): Promise<Finding[]> => {
  const { writer } = stage
  const found = await writer.all(sql`select rule, line, position, text, w.year, w.wave, question, coalesce(detail, ''), count(*) over ()
    from stage_finding left join stage_wave w using (wave)
    order by line, position, rule, text, detail limit ${bind('integer', mostPerFile)}`)
  await writer.script('delete from stage_finding')
  const rows = Array.from({ length: found.rowCount }, (_, row) => found.values.map((column) => column[row]))
  const codes = new Map<number, string[]>()
  for (const wave of new Set(rows.map((row) => Number(row[5])))) {
    const known = await writer.all(sql`select code from stage_known where wave = ${bind('integer', wave)}
      union select part from stage_part where survey = ${bind('varchar', survey.id)} order by all`)
    codes.set(wave, (known.values[0] ?? []).map(String))
  }
  const findings = rows.map((row) => {
    const offence: Offence = {
      rule: String(row[0]),
      line: Number(row[1]),
      column: Number(row[2]),
      text: String(row[3] ?? ''),
      year: Number(row[4]),
      wave: Number(row[5]),
      question: questions.find(({ number }) => number === row[6]),
      detail: String(row[7]),
    }
    const { message, wayOut } = words(stage, survey, header, offence, codes.get(offence.wave) ?? [])
    return finding(offence.rule, { file, line: offence.line, column: offence.column }, message, wayOut)
  })
  const all = Number(found.values[8]?.[0] ?? 0)
  if (all <= mostPerFile) return findings
  const last = findings.at(-1)
  return [
    ...findings,
    finding(
      'more',
      { file, line: (last?.line ?? 1) + 1, column: 1 },
      `${all - mostPerFile} more mistakes in this file`,
      'mend these first',
    ),
  ]
}

const words = (stage: Stage, survey: Survey, header: readonly string[], offence: Offence, codes: readonly string[]): Words => {
  const { rule, text, detail, year } = offence
  const came = JSON.stringify(text)
  const column = header[offence.column - 1] ?? ''
  const asked = offence.question ? `${column} (question ${offence.question.question.id})` : column
  const options = offence.question ? optionsOf(stage, offence.question) : []
  const missing = offence.question
    ? Object.keys(offence.question.question.missing)
        .map((word) => JSON.stringify(word))
        .join(', ')
    : ''
  const orMissing = `write one of those, or a word for a missing answer (${missing})`
  switch (rule) {
    case 'missing-unit':
      return { message: `the row has no code in ${column}`, wayOut: 'fill in the unit that answered, or delete the row' }
    case 'unknown-unit':
      return detail === '' ? unknownUnit(stage, survey, text, year, codes) : unknownWhole(survey, text, detail, year)
    case 'answers-through-parts':
      return {
        message: `${text} answers through its parts, not itself`,
        wayOut: `give the codes of the parts listed in ${survey.unit.parts}`,
      }
    case 'duplicate-unit':
      return {
        message: `unit ${text} has answered ${year} already, in line ${detail}`,
        wayOut: 'keep the row that counts and delete the other',
      }
    case 'responded':
      return { message: `${came} in ${column}; allowed: 0, 1`, wayOut: 'write 1 for a unit that answered, 0 for one that did not' }
    case 'missing-stratum':
    case 'missing-design-value':
      return { message: `the row has no ${column}`, wayOut: 'fill it in; a word for missing answers holds for answers only' }
    case 'design-number':
      return { message: `${came} in ${column} is no number above 0`, wayOut: 'write a number above 0' }
    case 'unknown-stratum':
      return {
        message: `stratum ${came} is not in the frame of ${survey.id}; ${allowed(text, detail.split('\t'))}`,
        wayOut: 'use a stratum of the frame, or add it there',
      }
    case 'units-vary':
      return {
        message: `${column} is ${text} here and ${detail} in another row of the same stratum`,
        wayOut: 'write how many there are in the stratum, the same in all of its rows',
      }
    case 'more-than-there-are': {
      const [answered, known] = detail.split(', ')
      return {
        message: `${answered} of ${text === '' ? 'the survey' : `stratum ${text}`} answered in ${year}, and there are only ${known}`,
        wayOut: 'correct the number of units, or the stratum of the rows',
      }
    }
    case 'stratum-not-in-frame':
      return {
        message:
          `the stratum of ${detail} units of the frame such as ${text} is not known in ${year}: ` +
          `only the wave file has ${survey.design.strata}, and they have no row there`,
        wayOut: `add ${survey.design.strata} to a frame file, or give those units a row`,
      }
    case 'unknown-member':
      return {
        message: `${came} is no member of ${detail}; ${allowed(text, membersOf(stage, detail))}`,
        wayOut: 'use a member, or declare it',
      }
    case 'not-a-number':
      return {
        message: `${came} in ${asked} is no number`,
        wayOut: `write digits, with comma or point for decimals and spaces between thousands, or a word for a missing answer (${missing})`,
      }
    case 'out-of-range':
      return {
        message: `${text} in ${asked} is outside ${rangeOf(offence.question)}`,
        wayOut: 'correct the number, or the range in the survey',
      }
    case 'unknown-option':
      return { message: `${came} in ${asked} is no option; ${allowed(text, options)}`, wayOut: orMissing }
    case 'not-yes-no':
      return {
        message: `${came} in ${asked} is neither yes nor no; allowed: 1/0, true/false, ja/nei, yes/no${ticks(offence)}`,
        wayOut: orMissing,
      }
    case 'not-a-date':
      return { message: `${came} in ${asked} is no date; allowed: 2024-03-31 or 31.03.2024`, wayOut: orMissing }
    default:
      return { message: `${rule}: ${came} ${detail}`, wayOut: 'correct the cell' }
  }
}

const ticks = ({ question }: Offence): string => (question?.question.answer.kind === 'multi' ? ', x or empty' : '')

const optionsOf = ({ model }: Stage, { question }: StagedQuestion): string[] => {
  const { answer } = question
  if (answer.kind === 'choice') return Object.keys(answer.options)
  if (answer.kind !== 'multi') return []
  if (answer.options !== null) return Object.keys(answer.options)
  const dimension = question.gives.flatMap(({ members }) => Object.keys(members).filter((id) => members[id] === '$option'))[0]
  return model.dimensions.flatMap(({ id, members }) => (id !== dimension || members === 'found' ? [] : members.map((member) => member.id)))
}

const membersOf = ({ model }: Stage, dimension: string): string[] =>
  model.dimensions.flatMap(({ id, members }) => (id !== dimension || members === 'found' ? [] : members.map((member) => member.id)))

const rangeOf = (staged: StagedQuestion | undefined): string => {
  const answer = staged?.question.answer
  if (answer?.kind !== 'number') return 'its range'
  return `${answer.min ?? ''} to ${answer.max ?? ''}`.replace(/^ to/, 'at most').replace(/^(.*) to $/, 'from $1')
}
