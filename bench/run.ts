import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildRelease } from '../src/ingest/build.ts'
import { areasOf, type AreaCost } from './areas.ts'
import { checkNumbers } from './check-numbers.ts'
import { compare, median, timed, type Comparison } from './measure.ts'
import { openData, type OpenData } from './open-data.ts'
import { questions, type Question } from './questions.ts'
import { machineOf, reportOf } from './report.ts'
import { makeScaledWarehouse } from './scaled-warehouse.ts'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' }, // a data directory built before; else one is built from seeds/
    rounds: { type: 'string', default: '30' },
    rows: { type: 'string', default: '2000000' },
    save: { type: 'boolean', default: false }, // writes RESULTS.md
  },
})
const rounds = Number(options.rounds)

/** One question on one warehouse. */
export type Measured = { readonly question: Question; readonly numbers: number; readonly statements: number; readonly comparison: Comparison; readonly http: number }
export type Measurement = { readonly title: string; readonly measured: readonly Measured[]; readonly areas: readonly AreaCost[] }

const measure = async (open: OpenData, question: Question, rounds: number): Promise<Measured> => {
  const { data, statements } = await open.ask(question.query)
  const numbers = checkNumbers(question, question.numbersOf(data), await open.sql(question.statement))
  const comparison = await compare(() => open.ask(question.query), () => open.sql(question.statement), rounds)
  const http: number[] = []
  for (let round = 0; round < rounds / 3; round += 1) http.push((await timed(() => open.fetch(question.query))).wall)
  return { question, numbers, statements, comparison, http: median(http) }
}

const measureAll = async (title: string, data: string, rounds: number): Promise<Measurement> => {
  const open = await openData(data)
  try {
    const measured: Measured[] = []
    for (const question of questions) measured.push(await measure(open, question, rounds))
    return { title, measured, areas: await areasOf(open, rounds) }
  } finally {
    await open.close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'kartlag-bench-'))
try {
  const shipped = options.data ?? join(folder, 'shipped')
  if (!options.data) await buildRelease({ seeds: join(import.meta.dirname, '../seeds'), data: shipped })
  const scaled = join(folder, 'scaled')
  const { copies, rows } = await makeScaledWarehouse(shipped, scaled, Number(options.rows))
  const report = reportOf(machineOf(), rounds, [
    await measureAll('The shipped warehouse', shipped, rounds),
    await measureAll(`The same with ${copies} respondents per unit: ${rows} rows of waiting lists`, scaled, Math.ceil(rounds / 2)),
  ])
  process.stdout.write(report)
  if (options.save) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), report)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
