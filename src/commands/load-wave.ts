import { writeFileSync } from 'node:fs'
import { checkWave } from '../checks/check-wave.ts'
import type { Built } from '../ingest/build-options.ts'
import type { Finding } from '../model/finding.ts'
import { headerNames } from '../model/header-names.ts'
import type { Survey } from '../model/model.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { loadedWaves } from '../release/loaded-waves.ts'
import { inspect, type Inspected } from '../report/inspect.ts'
import type { Outcome } from '../report/outcome.ts'
import { reportPage } from '../report/page.ts'
import { writeRejected } from '../report/rejected-rows.ts'
import { terminalReport } from '../report/terminal.ts'
import { buildWithProgress } from './building.ts'
import { Refused } from './ending.ts'
import { commandLine, commandOf, readingOf, rejectedPlace, type LoadFlags } from './load-flags.ts'

type Next = Outcome['next']
type Folders = { readonly seeds: string; readonly data: string }

/** Loads a wave and tells what came of it. Throws Refused where it was not loaded, RefusedInput where it could not even be read. */
export const loadWave = async (file: string, flags: LoadFlags, survey: Survey, { seeds, data }: Folders): Promise<void> => {
  const year = Number(flags.wave)
  const replaces = loadedWaves(data).some((one) => one.survey === survey.id && one.year === year)
  const found: { inspected: Inspected | null } = { inspected: null }
  const built = buildWithProgress({
    ...{ seeds, data, checkWave, accept: flags.accept ?? [], note: flags.note ?? null, publish: !flags.dryRun },
    load: { survey: survey.id, year, path: file, file, corrected: flags.corrected ?? null, reading: readingOf(flags) },
    staged: async (staged) => {
      found.inspected = await inspect(staged, { survey: survey.id, year, name: file, language: flags.language })
      if (found.inspected?.isRejected) throw onlyRejected(file, flags)
    },
  })
  const made = await built.catch(async (error: unknown) => {
    if (!(error instanceof RefusedInput) || found.inspected === null) throw error
    return refuse(file, flags, survey, found.inspected, error.findings)
  })
  if (found.inspected !== null) tell(flags, found.inspected, outcomeOf(file, flags, made, replaces))
}

const outcomeOf = (file: string, flags: LoadFlags, { key, before: inUse, changes }: Built, replaces: boolean): Outcome => {
  const { accept = [], note = null } = flags
  const before = inUse?.key === key ? null : inUse
  const told = { accepted: accept, note, before, changes }
  if (flags.dryRun) return { ...told, kind: 'checked', release: null, next: [{ what: 'To load it:', command: commandLine(file, flags) }] }
  const undo = before === null || before.damaged || before.key === null ? [] : [{ what: 'To undo it:', command: commandOf('releases use', [before.key], { data: flags.data }) }]
  return { ...told, kind: replaces ? 'replaced' : 'loaded', release: key, next: undo }
}

/** Tells why nothing was loaded, and leaves the rejected rows to be corrected. */
const refuse = async (
  file: string,
  flags: LoadFlags,
  survey: Survey,
  inspected: Inspected,
  findings: readonly Finding[],
): Promise<never> => {
  const { reasons } = inspected
  const isWrong = findings.some(({ severity }) => severity === 'error')
  const source = { path: file, file, sheet: flags.sheet, header: headerNames(survey, flags.long), corrected: flags.corrected ?? null }
  const rejected = isWrong && reasons.size > 0 ? await writeRejected(rejectedPlace(file, flags), source, reasons) : null
  const elsewhere = isWrong && findings.every((one) => one.severity === 'warning' || ![file, flags.corrected].includes(one.file))
  const next = isWrong ? afterErrors(file, flags, rejected, reasons.size, elsewhere) : afterWarnings(file, flags, findings)
  const page =
    flags.report === undefined ? [{ what: 'As a page for those who collected the answers: --report FILE.html', command: null }] : []
  const { accept = [], note = null } = flags
  tell(flags, inspected, {
    ...{ kind: isWrong ? 'refused' : 'unaccepted', release: null, accepted: accept, note, before: null, changes: null, next: [...next, ...page] },
  })
  const why = elsewhere ? 'other files have errors' : isWrong ? `${file} has errors` : `${file} has warnings that nobody has accepted`
  throw new Refused(`${why}; nothing has changed`)
}

const afterErrors = (file: string, flags: LoadFlags, rejected: string | null, rows: number, elsewhere: boolean): Next => {
  if (elsewhere) return [{ what: 'The errors are in other files; correct those first:', command: commandOf('check', [], { seeds: flags.seeds }) }]
  if (rejected === null) return [{ what: 'Correct the file and load it again.', command: null }]
  const command = commandLine(file, flags, ['--corrected', rejected, ...(flags.dryRun ? ['--dry-run'] : [])])
  const what =
    rows === 1
      ? `The row with errors is in ${rejected}. Correct it there and give the file back:`
      : `The ${rows} rows with errors are in ${rejected}. Correct them there and give the file back:`
  return [{ what, command }]
}

const afterWarnings = (file: string, flags: LoadFlags, findings: readonly Finding[]): Next => {
  const own = { ...flags, accept: [...new Set([...(flags.accept ?? []), ...findings.map(({ rule }) => rule)])] }
  const dry = flags.dryRun ? ['--dry-run'] : []
  return [
    { what: 'If they are no mistakes, accept them:', command: commandLine(file, own, dry) },
    { what: 'or say why:', command: commandLine(file, flags, ['--note', '…', ...dry]) },
  ]
}

/** The report on stdout, and as a page where one is asked for. */
const tell = ({ report, language }: LoadFlags, { quality }: Inspected, outcome: Outcome): void => {
  process.stdout.write(terminalReport(quality, outcome))
  if (report === undefined) return
  writeFileSync(report, reportPage(quality, outcome, language, new Date()))
  process.stdout.write(`The page is ${report}\n`)
}

/** Loaded by themselves, rejected rows would take the place of all the others. */
const onlyRejected = (file: string, flags: LoadFlags): Refused => {
  const command = commandLine('FILE', flags, ['--corrected', file])
  return new Refused(`${file} holds rejected rows; give it beside the file they came from: ${command}`)
}
