import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildRelease } from '../src/ingest/build.ts'
import { areasOf } from './areas.ts'
import { checkNumbers } from './check-numbers.ts'
import { errorsOf } from './errors.ts'
import { compare, median, timed, timings } from './measure.ts'
import { openData, type OpenData } from './open-data.ts'
import { questions, type Question } from './questions.ts'
import { machineOf, reportOf, type Measured, type Measurement } from './report.ts'
import { makeScaledWarehouse } from './scaled-warehouse.ts'
import { sameOnAnyThreads } from './threads.ts'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' }, // a data directory built before; else one is built from seeds/
    rounds: { type: 'string', default: '40' },
    rows: { type: 'string', default: '2000000' },
    save: { type: 'boolean', default: false }, // writes RESULTS.md
  },
})

const measure = async (open: OpenData, question: Question, rounds: number): Promise<Measured> => {
  const { data, statements } = await open.ask(question.query, question.role)
  const numbers = checkNumbers(question, question.numbersOf(data), await open.sql(question.statement))
  const comparison = await compare(() => open.ask(question.query, question.role), () => open.sql(question.statement), rounds)
  const http = await timings(Math.ceil(rounds / 3), () => timed(() => open.fetch(question.query, question.role)))
  return { question, numbers, statements, comparison, http: median(http.map(({ wall }) => wall)) }
}

const measureAll = async (title: string, data: string, rounds: number): Promise<Measurement> => {
  const threads = await sameOnAnyThreads(data)
  const open = await openData(data)
  try {
    const measured: Measured[] = []
    for (const question of questions) measured.push(await measure(open, question, rounds))
    return { title, threads, measured, errors: await errorsOf(open, rounds), areas: await areasOf(open, Math.ceil(rounds / 3)) }
  } finally {
    await open.close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'kartlag-bench-'))
try {
  const rounds = Number(options.rounds)
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
