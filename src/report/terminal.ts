import { changeLines } from '../revision/change-lines.ts'
import { inLanguage } from '../series/labels.ts'
import { counted, cut, harmless, percent, short, width, wrapped } from './lay-out.ts'
import { damagedBefore, type Outcome } from './outcome.ts'
import type { Quality } from './quality.ts'
import type { FindingGroup, ToldFinding } from './finding-groups.ts'
import { movedMost, type Moved } from './moved.ts'
import type { Pair } from './pair.ts'
import type { Count } from './response.ts'

const mostLines = 40

/** The report in a screen: at most 40 lines of 80 signs unless the way out needs more, the most important first. Ends with a line break. */
export const terminalReport = (quality: Quality, outcome: Outcome): string => {
  const above = [headline(quality), ...wrapped(verdict(quality, outcome)), '']
  const below = [
    ...paragraph(reading(quality)),
    ...paragraph(movements(quality)),
    ...paragraph(changes(outcome)),
    ...outcome.next.flatMap(({ what, command }) => [...wrapped(what), ...(command === null ? [] : [`  ${command}`])]),
  ]
  const room = Math.max(8, mostLines - above.length - below.length - 1)
  const lines = [...above, ...paragraph(findings(quality.findings, outcome, quality.file, room)), ...below]
  return `${lines.map(harmless).join('\n').trimEnd()}\n`
}

const paragraph = (lines: readonly string[]): string[] => (lines.length === 0 ? [] : [...lines, ''])

const headline = ({ survey, years, file }: Quality): string =>
  cut(`${survey.id} ${years.now} · ${inLanguage(survey.title, 'en') ?? survey.id} · ${file}`)

const verdict = ({ findings, lines, survey, years }: Quality, { kind, release, accepted, note }: Outcome): string => {
  const count = (severity: FindingGroup['severity']) =>
    findings.reduce((sum, group) => sum + (group.severity === severity ? group.count : 0), 0)
  const [errors, warnings] = [count('error'), count('warning')]
  const by = note === null ? `accepted: ${accepted.join(', ')}` : `explained: ${note}`
  const also = warnings > 0 ? `, and ${counted(warnings, 'warning')}` : ''
  const noted = note === null ? '' : `; note: ${note}`
  const warned = warnings === 0 ? noted : `; ${counted(warnings, 'warning')} (${by})`
  switch (kind) {
    case 'refused':
      return `Refused: ${counted(errors, 'error')} in ${counted(lines.rejected, 'row')}${also}. Nothing has changed.`
    case 'unaccepted':
      return `Not loaded: ${counted(warnings, 'warning')} that nobody has accepted. Nothing has changed.`
    case 'checked':
      return `ok ${survey.id} ${years.now}: it can be loaded${warned}. Dry run: nothing has changed.`
    default:
      return `${kind} ${survey.id} ${years.now}; release ${release}${warned}`
  }
}

/** Every finding where there is room, else the first of each rule, else a line for each rule. */
const findings = (groups: readonly FindingGroup[], { accepted, note }: Outcome, file: string, room: number): string[] => {
  const head = (group: FindingGroup): string => {
    const taken =
      group.severity === 'error' ? 'error' : accepted.includes(group.rule) ? 'accepted' : note === null ? 'warning' : 'explained'
    return `${taken.padEnd(9)} ${group.rule} (${group.count})`
  }
  const detail = (one: ToldFinding) => wrapped(`${sentence(one)} → ${inLanguage(one.proposal, 'en') ?? ''}`, `  ${placeOf(one, file)}  `)
  const some = (most: number, lines: number) =>
    groups.flatMap((group) => [head(group), ...group.findings.slice(0, most).flatMap((one) => ended(detail(one), lines))])
  for (const all of [some(200, 20), some(3, 4), some(2, 4), some(1, 4), some(1, 3), some(1, 2), some(1, 1)])
    if (all.length <= room) return all
  const brief = groups.map((group) =>
    cut(`${head(group)}  ${group.findings[0] ? `${placeOf(group.findings[0], file)}: ${sentence(group.findings[0])}` : ''}`),
  )
  return brief.length <= room ? brief : [...brief.slice(0, room - 1), `and ${groups.length - room + 1} more rules`]
}

const ended = (lines: readonly string[], most: number): string[] =>
  lines.length <= most ? [...lines] : [...lines.slice(0, most - 1), `${(lines[most - 1] ?? '').slice(0, width - 2)} …`]

const sentence = ({ unit, message }: ToldFinding): string => {
  const said = inLanguage(message, 'en') ?? ''
  if (unit === null || said.split(/[^\p{L}\p{N}_.-]+/u).includes(unit.code)) return said
  return `${unit.name === null ? unit.code : `${unit.code} ${unit.name}`}: ${said}`
}

const placeOf = (one: ToldFinding, file: string): string => (one.file === file ? `line ${one.line}` : `${one.file}:${one.line}`)

const reading = ({ lines, columns, response, years }: Quality): string[] => {
  const { unclaimed, unanswered } = columns
  const near = (name: string, other: string | null) => (other === null ? name : `${name} (${other}?)`)
  const out = lines.leftOut > 0 ? ` + ${lines.leftOut} left out` : ''
  return [
    `Rows      ${counted(lines.read, 'row')} = ${lines.clean} without an error + ${lines.rejected} rejected${out}`,
    ...(lines.above > 0 ? [`          ${counted(lines.above, 'row')} above the header left out`] : []),
    ...(response.all.now.asked === 0 ? [] : [`Response  ${rates(response.all, years)}`, ...lowest(response.tables[0]?.rows ?? [])]),
    ...listed(
      'Columns that no question reads: ',
      unclaimed.map(({ name, near: other }) => near(name, other)),
    ),
    ...listed(
      'Questions without an answer: ',
      unanswered.map(({ question, near: other }) => near(question.id, other)),
    ),
  ]
}

const listed = (lead: string, names: readonly string[]): string[] => {
  if (names.length === 0) return []
  const shown = names.slice(0, 8).join(', ')
  return wrapped(`${lead}${shown}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`).slice(0, 3)
}

const rates = ({ now, before }: Pair<Count>, years: Pair<number>): string =>
  `${now.answered} of ${now.asked} (${percent(now.answered, now.asked)})` +
  (before === null ? '' : `; ${years.before}: ${before.answered} of ${before.asked} (${percent(before.answered, before.asked)})`)

/** The three areas, sizes or strata where fewest answered. */
const lowest = (rows: readonly { readonly code: string; readonly name: string | null; readonly count: Pair<Count> }[]): string[] => {
  const rate = ({ count }: { readonly count: Pair<Count> }) => (count.now.asked === 0 ? 1 : count.now.answered / count.now.asked)
  const low = [...rows].sort((a, b) => rate(a) - rate(b)).filter((row) => rate(row) < 1)
  if (rows.length < 2 || low.length === 0) return []
  const shown = low.slice(0, 3).map((row) => `${row.name ?? row.code} ${percent(row.count.now.answered, row.count.now.asked)}`)
  return [cut(`          lowest: ${shown.join(', ')}`)]
}

const movements = (quality: Quality): string[] => {
  const moved = movedMost(quality, 4)
  if (moved.length === 0) return []
  return [
    `Moved most since ${quality.years.before}`,
    ...moved.map((one) => cut(`  ${cut(one.question.id, 32).padEnd(32)} ${movement(one)}`)),
  ]
}

const movement = ({ what, now, before, answered }: Moved): string => {
  const [from, to] = what === 'mean' ? [short(before), short(now)] : [percent(before, 1), percent(now, 1)]
  const label = what === 'mean' ? 'mean' : (inLanguage(what, 'en') ?? '')
  return `${label} ${from} → ${to}  (${answered.before} → ${answered.now} answers)`
}

const changes = (outcome: Outcome): string[] => {
  const { kind, changes: all } = outcome
  const title = kind === 'checked' ? 'What would change nationally' : 'What changed nationally'
  const told = all === null ? [] : [title, ...changeLines(all, 6).map((line) => cut(`  ${line}`))]
  return [...told, ...(outcome.before?.damaged ? wrapped(damagedBefore(outcome)) : [])]
}
