import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { AreaCost } from './areas.ts'
import type { ErrorCost } from './errors.ts'
import type { Comparison, Spread } from './measure.ts'
import type { Question } from './questions.ts'

/** One question on one warehouse: how many numbers it gave, its SQL statements, and its time over HTTP in milliseconds. */
export type Measured = {
  readonly question: Question
  readonly numbers: number
  readonly statements: number
  readonly comparison: Comparison
  readonly http: number
}
export type Measurement = {
  readonly title: string
  /** On so many threads each the answers were the same to the byte. */
  readonly threads: readonly number[]
  readonly measured: readonly Measured[]
  readonly errors: readonly ErrorCost[]
  readonly areas: readonly AreaCost[]
}
type Machine = { readonly cores: number; readonly memory: number; readonly node: string; readonly duckdb: string; readonly date: string }

export const machineOf = (): Machine => {
  const lock = readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')
  const { packages } = JSON.parse(lock) as { packages: Record<string, { version: string }> }
  return {
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    duckdb: packages['node_modules/@duckdb/node-api']?.version ?? '',
    date: new Date().toISOString().slice(0, 10),
  }
}

const ms = (value: number) => value.toFixed(1)
const ratio = ({ low, median, high }: Spread) => `**${median.toFixed(1)}** (${low.toFixed(1)}–${high.toFixed(1)})`
const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [row(head), row(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(row)].join('\n')

const questionHead = [
  ...['question', 'numbers', 'statements', 'kartlag ms', 'SQL ms', 'ratio'],
  ...['kartlag CPU ms', 'SQL CPU ms', 'CPU ratio', 'over HTTP ms'],
]
const questionRow = ({ question, numbers, statements, comparison: { ours, peer, wallRatio, cpuRatio }, http }: Measured) => [
  `${question.id.toUpperCase()} ${question.title}`,
  ...[numbers, statements, ms(ours.wall), ms(peer.wall), ratio(wallRatio)],
  ...[ms(ours.cpu), ms(peer.cpu), ratio(cpuRatio), ms(http)],
]

const errorHead = ['points', 'with errors ms', 'without ms', 'ratio']
const errorRow = ({ title, comparison: { ours, peer, wallRatio } }: ErrorCost) => [title, ms(ours.wall), ms(peer.wall), ratio(wallRatio)]

const areaHead = ['areas', 'rows', 'statements', 'ms', 'µs per row']
const areaRow = ({ areas, rows, statements, wall }: AreaCost) => [areas, rows, statements, ms(wall), ((1000 * wall) / rows).toFixed(1)]

const section = ({ title, threads, measured, errors, areas }: Measurement) => `## ${title}

${table(questionHead, measured.map(questionRow))}

The answers are the same bytes on ${threads.join(', ')} threads. Q3 for some of the municipalities, of which nothing but rows grows:

${table(areaHead, areas.map(areaRow))}

Standard errors and intervals, against the same points without:

${table(errorHead, errors.map(errorRow))}
`

/** Markdown. */
export const reportOf = ({ cores, memory, node, duckdb, date }: Machine, rounds: number, measurements: readonly Measurement[]): string =>
  `# What a question costs

The questions of \`questions.ts\`, asked through kartlag (GraphQL in, its data out: parsing, checking, SQL, statistics, statuses)
and as the shortest SQL by hand for the same numbers (\`q1.sql\` …, into columns), in one process, on one open file, with the same
settings. That both give the same numbers to 1e-9 is checked first. Runs take turns; times are medians of ${rounds} runs (half as many
on the larger warehouse), a ratio is the median over neighbouring pairs, with its quartiles; CPU is that of all threads. The larger
warehouse is made on the fly (\`scaled-warehouse.ts\`): units are multiplied, as if so many respondents had answered for each
municipality. \`npm run bench -- --save\` writes this page.

${date}, ${cores} cores, ${memory} GiB, node ${node}, @duckdb/node-api ${duckdb}.

${measurements.map(section).join('\n')}`
