import { derived, join, sql } from '../database/sql.ts'
import { finding, inNorwegian, type Finding } from '../model/finding.ts'
import type { Gives, Subject } from '../model/model.ts'
import type { StagedQuestion } from './stage-model.ts'
import type { Stage } from './stage.ts'

type Claim = { readonly question: StagedQuestion; readonly gives: Gives }

/** Whether two questions of a survey can give the same cell: known from the model alone but for options found in the files. */
export const mayConflict = (subject: Subject, questions: readonly StagedQuestion[]): boolean => {
  const claims = new Map<string, Claim[]>()
  for (const question of questions)
    for (const gives of question.question.gives.filter((given) => given.subject === subject.id)) {
      const key = [question.survey.id, gives.fact, ...Object.keys(gives.members).sort()].join(' ')
      claims.set(key, [...(claims.get(key) ?? []), { question, gives }])
    }
  return [...claims.values()].some((same) => same.some((one, index) => same.slice(0, index).some((other) => overlap(one, other))))
}

const overlap = (one: Claim, other: Claim): boolean =>
  one.question !== other.question &&
  (one.question.question.from ?? 0) <= (other.question.question.until ?? 9999) &&
  (other.question.question.from ?? 0) <= (one.question.question.until ?? 9999) &&
  Object.entries(one.gives.members).every(([dimension, member]) => {
    const left = membersGiven(one.question, member)
    const right = membersGiven(other.question, other.gives.members[dimension] ?? '')
    return left === null || right === null || [...left].some((each) => right.has(each))
  })

/** Null: any, as found in the files. */
const membersGiven = ({ question: { answer } }: StagedQuestion, member: string): ReadonlySet<string> | null => {
  if (member !== '$option') return new Set([member])
  if (answer.kind === 'choice') return new Set(Object.values(answer.options).map(String))
  return answer.kind === 'multi' && answer.options !== null ? new Set(Object.values(answer.options)) : null
}

/** Two questions that answer for the same cell of one unit: which counts cannot be known. One finding per pair, wave and cell. */
export const conflicts = async ({ writer }: Stage, subject: Subject, questions: readonly StagedQuestion[]): Promise<Finding[]> => {
  const keys = join([sql`fact`, ...subject.dimensions.map((id) => derived('by', id))])
  const found = await writer.all(sql`with twice as (
      select wave, unit, part, ${keys}, min(question) as one, max(question) as other, max_by(line, question) as line,
        max_by(position, question) as position
      from file_given where how <> 'not_asked'
      group by wave, unit, part, ${keys} having min(question) <> max(question))
    select w.file, min_by(t.line, t.unit), min_by(t.position, t.unit), w.year, one, other, count(*), min_by(u.code, t.unit), ${keys}
    from twice t join stage_wave w using (wave) join stage_unit u using (unit)
    group by w.file, w.wave, w.year, one, other, ${keys}
    order by w.wave, one, other, ${keys}
    limit 200`)
  const questionOf = (number: unknown) => questions.find((question) => question.number === number)
  const name = (number: unknown) => questionOf(number)?.question.id ?? '?'
  return Array.from({ length: found.rowCount }, (_, row) => row).flatMap((row) => {
    const at = (column: number) => found.values[column]?.[row]
    if (doubled(subject, String(at(8)), questionOf(at(4)), questionOf(at(5)))) return [] // told of the model
    const cell = subject.dimensions.flatMap((id, index) => (at(9 + index) === null ? [] : [`${id} ${String(at(9 + index))}`]))
    const place = { file: String(at(0)), line: Number(at(1)), column: Number(at(2)) }
    const given = `${subject.id}.${String(at(8))}${cell.length === 0 ? '' : ` (${cell.join(', ')})`}`
    const [one, other, year, units, unit] = [name(at(4)), name(at(5)), String(at(3)), String(at(6)), String(at(7))]
    return inNorwegian(
      finding(
        'same-cell-twice',
        place,
        `questions ${one} and ${other} both give ${given} in ${year}, for ${units} units such as ${unit}`,
        'let one of them give another fact or member, or end it before the other begins',
      ),
      `spørsmålene ${one} og ${other} gir begge ${given} i ${year}, for ${units} enheter som ${unit}`,
      'la ett av dem gi et annet faktum eller medlem, eller avslutt det før det andre begynner',
    )
  })
}

/** Whether two questions give a fact of the very same members, whatever is answered. */
const doubled = (subject: Subject, fact: string, ...two: readonly (StagedQuestion | undefined)[]): boolean => {
  const [one, other] = two.map((question) =>
    (question?.question.gives ?? [])
      .filter((gives) => gives.subject === subject.id && gives.fact === fact)
      .map(({ members }) => JSON.stringify(Object.entries(members).sort())),
  )
  return one?.some((members) => other?.includes(members)) ?? false
}
