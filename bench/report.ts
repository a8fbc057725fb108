import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Measured, Measurement } from './run.ts'

type Machine = { readonly cores: number; readonly memory: number; readonly node: string; readonly duckdb: string; readonly date: string }

export const machineOf = (): Machine => {
  const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')) as { packages: Record<string, { version: string }> }
  return {
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    duckdb: lock.packages['node_modules/@duckdb/node-api']?.version ?? '',
    date: new Date().toISOString().slice(0, 10),
  }
}

const ms = (value: number) => value.toFixed(1)
const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [row(head), row(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(row)].join('\n')

const questionRow = ({ question, numbers, statements, comparison: { ours, peer, wallRatio, cpuRatio }, http }: Measured) => [
  `${question.id.toUpperCase()} ${question.title}`,
  numbers,
  statements,
  ms(ours.wall),
  ms(peer.wall),
  `**${wallRatio.median.toFixed(2)}** (${wallRatio.low.toFixed(2)}–${wallRatio.high.toFixed(2)})`,
  ms(ours.cpu),
  ms(peer.cpu),
  cpuRatio.toFixed(2),
  ms(http),
]

const section = ({ title, measured, areas }: Measurement) => `## ${title}

${table(['question', 'numbers', 'statements', 'kartlag ms', 'SQL ms', 'ratio (quartiles)', 'kartlag CPU ms', 'SQL CPU ms', 'CPU ratio', 'over HTTP ms'], measured.map(questionRow))}

Q3 for some of the municipalities: nothing but rows grows with areas.

${table(['areas', 'rows', 'statements', 'ms', 'µs per row'], areas.map(({ areas: count, rows, statements, wall }) => [count, rows, statements, ms(wall), ((1000 * wall) / rows).toFixed(1)]))}
`

/** Markdown. */
export const reportOf = ({ cores, memory, node, duckdb, date }: Machine, rounds: number, measurements: readonly Measurement[]): string =>
  `# What a question costs

Each question of \`questions.ts\`, asked through kartlag (a GraphQL text in, its data out: parsing, checking, SQL, statistics) and as the shortest
SQL by hand for the same numbers (\`q1.sql\` …, into columns), in one process, on one open file with the same settings. That both give the same
numbers to 1e-9 is checked first. Runs take turns; wall times are medians of ${rounds} runs (half as many on the larger warehouse), the ratio is the
median over neighbouring pairs with its quartiles, CPU is that of all threads. \`npm run bench -- --save\` writes this page.

${date}, ${cores} cores, ${memory} GiB, node ${node}, @duckdb/node-api ${duckdb}.

${measurements.map(section).join('\n')}`
