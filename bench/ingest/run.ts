import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkWave } from '../../src/checks/check-wave.ts'
import { bind, sql } from '../../src/database/sql.ts'
import { createWriter } from '../../src/database/writer.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { readAnswers } from '../../src/ingest/read-answers.ts'
import { findWaveFiles } from '../../src/ingest/wave-files.ts'
import { readGeography } from '../../src/model/geography-rows.ts'
import { readModel } from '../../src/model/read-model.ts'
import { currentManifest, releasePath, useRelease } from '../../src/release/store.ts'
import { compareReleases } from '../../src/revision/compare-releases.ts'
import { median, timed, type Taken } from '../measure.ts'
import { machineOf } from '../report.ts'
import { writeNumbers, writeSurvey } from './survey-of-numbers.ts'

const { values: options } = parseArgs({
  options: {
    units: { type: 'string', default: '50000' }, // of a long file with 100 answers each
    large: { type: 'string', default: '1024' }, // megabytes of the large file; 0 leaves it out
    'without-wave': { type: 'boolean', default: false },
    save: { type: 'boolean', default: false }, // writes RESULTS.md
  },
})
const folder = mkdtempSync(join(tmpdir(), 'kartlag-bench-'))
const seeds = join(import.meta.dirname, '../../seeds')
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const ratio = (one: Taken, other: Taken) => `**${(one.wall / other.wall).toFixed(2)}** (CPU ${(one.cpu / other.cpu).toFixed(2)})`

const medianOf = (some: readonly Taken[]): Taken => ({ wall: median(some.map(({ wall }) => wall)), cpu: median(some.map(({ cpu }) => cpu)) })

/** Loading a wave, beside making the warehouse whole: a year more of the survey with most questions, the last wave once more of the middle one and of that with fewest. */
const oneWave = async (): Promise<string> => {
  const data = join(folder, 'shipped')
  const whole = await timed(() => buildRelease({ seeds, data, compare: compareReleases }))
  const first = currentManifest(data)?.key ?? ''
  const surveys = readModel(seeds).model?.surveys ?? []
  const made = readdirSync(join(data, 'staged')).find((name) => name.endsWith('.made')) ?? ''
  const bySize = surveys.filter(({ waves }) => waves.synthetic && typeof waves.files.at(-1)?.year === 'number').toSorted((one, other) => other.questions.length - one.questions.length)
  const file = join(folder, 'next.csv')
  const lines: string[] = []
  for (const place of [0, Math.floor(bySize.length / 2), bySize.length - 1]) {
    const survey = bySize[place]
    const last = survey?.waves.files.at(-1)
    if (!survey || typeof last?.year !== 'number') throw new Error('the shipped seeds have no survey of made-up waves')
    const rows = readFileSync(join(data, 'staged', made, last.file), 'latin1').split('\n')
    const year = place === 0 ? last.year + 1 : last.year // areas of a survey that has ended have other codes since
    const load = { survey: survey.id, year, path: file, file: 'next.csv' }
    const loads: Taken[] = []
    for (const gone of [5, 6, 7]) {
      writeFileSync(file, rows.filter((_, line) => line !== gone).join('\n'), 'latin1')
      loads.push(await timed(() => buildRelease({ seeds, data, load, note: 'Bench.', checkWave, compare: compareReleases })))
      const key = currentManifest(data)?.key ?? ''
      useRelease(data, first)
      rmSync(releasePath(data, key), { recursive: true }) // or the next one would be one more in its place
    }
    const more = medianOf(loads)
    lines.push(`| ${survey.id} ${year} | ${survey.questions.length} | ${seconds(more.wall)} | ${ratio(more, whole)} |`)
  }
  return `Making the shipped warehouse (${surveys.flatMap(({ waves }) => waves.files).length} waves) took ${seconds(whole.wall)}. Loading one wave, with every check, what must be hidden, and the comparison of
national figures: one more of the largest survey, and the last one again of the survey in the middle and of the smallest (medians of 3). The aim is under 0.2.

| wave | questions | takes | of making it whole |
|---|---|---|---|
${lines.join('\n')}`
}

/** A long file, staged with every check, beside DuckDB reading it into a table. */
const longFile = async (): Promise<string> => {
  const shape = { units: Number(options.units), questions: 100 }
  const own = join(folder, 'long')
  writeSurvey(own, shape, true)
  const path = join(own, 'waves/form/2024.csv')
  const bytes = writeNumbers(path, shape, true)
  const { model } = readModel(own)
  if (model === null) throw new Error('the survey is not right')
  const staged: Taken[] = []
  const plain: Taken[] = []
  for (let round = 0; round < 3; round += 1) {
    const scratch = mkdtempSync(join(folder, 'scratch-'))
    staged.push(
      await timed(async () => {
        const writer = await createWriter(join(scratch, 'ours.duckdb'))
        const findings = await readAnswers({ writer, model, geography: readGeography(own, model), seeds: own, scratch }, findWaveFiles(model, { folders: [own] }).files, () => {})
        if (findings.length > 0) throw new Error(findings[0]?.message)
        await writer.close()
      }),
    )
    plain.push(
      await timed(async () => {
        const writer = await createWriter(join(scratch, 'peer.duckdb'))
        await writer.script('create table answer (unit varchar, question varchar, answer double)')
        await writer.run(sql`insert into answer select * from read_csv(${bind('varchar', path)})`)
        await writer.close()
      }),
    )
    rmSync(scratch, { recursive: true })
  }
  const [ours, peer] = [medianOf(staged), medianOf(plain)]
  const rows = shape.units * shape.questions
  const rate = ({ wall }: Taken) => `${Math.round(rows / wall)} 000 rows a second`
  return `${rows} answers in a long file of ${Math.round(bytes / 1e6)} MB. Read, matched with the questions and checked: ${seconds(ours.wall)}, ${rate(ours)}.
DuckDB's own read_csv into a table, with nothing checked: ${seconds(peer.wall)}, ${rate(peer)}. Ratio ${ratio(ours, peer)}. The aim is 3.`
}

const largeFile = async (): Promise<string> => {
  const megabytes = Number(options.large)
  const row = 4000
  const shape = { units: Math.ceil((megabytes * 1e6) / row), questions: 100, text: row - 400 }
  const own = join(folder, 'large')
  writeSurvey(own, shape, false)
  const path = join(own, 'waves/form/2024.csv')
  writeNumbers(path, shape, false)
  const said = execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'memory.ts'), own, join(folder, 'large-data')], { encoding: 'utf8' })
  const { mebibytes, seconds: took } = JSON.parse(said) as { mebibytes: number; seconds: number }
  const size = statSync(path).size / 1e6
  return `A CSV of ${Math.round(size)} MB (${shape.units} units with 100 answers and a free text that no question asks for) became a release in ${Math.round(took)} s, with ${mebibytes} MiB
of memory at most. The aim is under 2048.`
}

/** Sections of the results, by their heading. */
const sectionsOf = (text: string): Map<string, string> =>
  new Map(text.split(/^## /m).slice(1).map((part) => [part.split('\n')[0] ?? '', part.slice(part.indexOf('\n')).trim()]))

try {
  const { cores, memory, node, duckdb, date } = machineOf()
  const results = join(import.meta.dirname, 'RESULTS.md')
  const sections = sectionsOf(readFileSync(results, 'utf8'))
  const measured = async (heading: string, wanted: boolean, measure: () => Promise<string>): Promise<void> => {
    if (!wanted) return
    const text = `${await measure()}\n\nMeasured on ${date}: ${cores} cores, ${memory} GiB, Node ${node}, DuckDB ${duckdb}.`
    sections.set(heading, text)
    process.stdout.write(`## ${heading}\n\n${text}\n\n`)
  }
  await measured('One wave more', !options['without-wave'], oneWave)
  await measured('Many answers', Number(options.units) > 0, longFile)
  await measured('A large file', Number(options.large) > 0, largeFile)
  const report = ['# How fast answers are taken in', 'Made by `npm run bench:ingest -- --save`, which leaves what it is told not to measure as it was.']
  if (options.save) writeFileSync(results, `${[...report, ...[...sections].map(([heading, text]) => `## ${heading}\n\n${text}`)].join('\n\n')}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
