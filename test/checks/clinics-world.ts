import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { checkWave } from '../../src/checks/check-wave.ts'
import { createWriter } from '../../src/database/writer.ts'
import { readAnswers } from '../../src/ingest/read-answers.ts'
import type { Stage } from '../../src/ingest/stage.ts'
import { findWaveFiles } from '../../src/ingest/wave-files.ts'
import { sortFindings, type Finding } from '../../src/model/finding.ts'
import { readGeography } from '../../src/model/geography-rows.ts'
import { readModel } from '../../src/model/read-model.ts'
import { writeSeeds, type Files } from '../ingest/small-seeds.ts'

const both = (text: string) => ({ nb: text, en: text })

/** 150 places: 60 of some hundred inhabitants, 60 of some thousand, 30 of more. 0149 and 0150 became 0151 in 2022. */
export const codes = (year: number): string[] =>
  Array.from({ length: 151 }, (_, i) => String(i + 1).padStart(4, '0')).filter((_, i) => (year < 2022 ? i < 150 : i < 148 || i === 150))
const sizeOf = (place: number): number =>
  place === 151
    ? sizeOf(149) + sizeOf(150)
    : place <= 60
      ? 300 + 11 * place
      : place <= 120
        ? 1000 + 60 * (place - 60)
        : 5000 + 700 * (place - 120)
/** Looks random and is not: 0..1. */
const chance = (place: number, what: number): number => ((place * 7919 + what * 104729) % 9973) / 9973

type Row = Readonly<Record<string, string>>
const round = (value: number): string => String(Math.round(value))
const sum = (...values: readonly string[]): string => String(Number(values.reduce((all, value) => all + Number(value), 0).toFixed(1)))

const answersOf = (place: number, year: number): Row => {
  const size = sizeOf(place)
  const near = (what: number, spread: number): number => 1 - spread + 2 * spread * chance(place, what * 10_000 + year)
  const doctors = ((size / 500) * near(1, 0.1)).toFixed(1)
  const nurses = ((size / 300) * near(2, 0.1)).toFixed(1)
  const [pay, rest] = [round(size * 2 * near(3, 0.1)), round(size * near(4, 0.1))]
  const list = place % 3 === 0
  return {
    ...{ eier: place % 2 ? 'public' : 'private', leger: doctors, sykepleiere: nurses, ansatte: sum(doctors, nurses) },
    ...{ besok: round((size / 5) * near(5, 0.1)), lager: round(40 * 30 ** chance(place, 6) * near(7, 0.1)) },
    ...{ lonn: pay, annet: rest, utgifter: sum(pay, rest), lan: round((size / 4) * near(8, 0.2)) },
    ...{ liste: list ? 'Ja' : 'Nei', uker: list ? round(4 + 10 * chance(place, 9)) : '', apent: place % 4 ? '1' : '0' },
    ...{
      type: ['A', 'B', 'C'][place % 3] ?? 'A',
      siden: '2001-05-17',
      merknad: place % 7 ? '' : `Søkt om midler; får svar på nyåret? Se https://example.org/skjema?side=${place}`,
    },
  }
}
const columns = Object.keys(answersOf(1, 2021))

/** The rows of a clean wave: cells by column; of every tenth that it did not respond. */
export const cleanWave = (year: number): Map<string, Record<string, string>> =>
  new Map(
    codes(year).map((code) => {
      const place = Number(code)
      const silent = place % 10 === 9 && place < 150
      const cells = answersOf(place, year)
      return [
        code,
        {
          id: code,
          svar: silent ? '0' : '1',
          ...(silent ? { ...Object.fromEntries(columns.map((name) => [name, ''])), eier: cells['eier'] ?? '' } : cells),
        },
      ]
    }),
  )

export const csvOf = (rows: readonly Readonly<Record<string, string>>[]): string =>
  [['id', 'svar', ...columns], ...rows.map((row) => ['id', 'svar', ...columns].map((name) => `"${row[name]}"`))]
    .map((cells) => cells.join(';'))
    .join('\n') + '\n'

const question = (id: string, column: string, answer: object, gives: string | object | readonly object[], more: object = {}) => ({
  ...{ id, text: both(`${id}?`), column, answer, gives: typeof gives === 'string' ? { fact: `clinics.${gives}` } : gives },
  ...more,
})
const number = { kind: 'number', min: 0, max: 1_000_000 }

const questions = [
  question('staff', 'ansatte', number, 'staff'),
  question('doctors', 'leger', number, { fact: 'clinics.staff', trade: 'doctor' }),
  question('nurses', 'sykepleiere', number, { fact: 'clinics.staff', trade: 'nurse' }),
  question('visits', 'besok', number, 'visits'),
  question('stock', 'lager', number, 'stock'),
  question('pay', 'lonn', number, 'pay'),
  question('rest', 'annet', number, 'rest'),
  question('cost', 'utgifter', number, 'cost'),
  question('loans', 'lan', number, 'loans', { from: 2022 }),
  question('has_list', 'liste', { kind: 'choice', options: { Ja: true, Nei: false } }, 'has_list'),
  question('weeks', 'uker', number, 'weeks', { filter: { question: 'has_list', is: true } }),
  question('open', 'apent', { kind: 'boolean' }, 'open'),
  question(
    'form',
    'type',
    { kind: 'choice', options: { A: 'doctor', B: 'nurse', C: 'doctor' } },
    { fact: 'clinics.led_by', trade: '$option' },
  ),
  question('since', 'siden', { kind: 'date' }, 'since'),
  question('remark', 'merknad', { kind: 'text' }, 'remark'),
]

const places = codes(2021)
const lines = (rows: readonly string[]): string => `${rows.join('\n')}\n`
const world: Files = {
  'model.yaml': stringify({
    ...{ id: 'small', title: both('Small'), size_groups: [1000, 5000] },
    geography: { country: 'XX', base: 'place', vintage: 2022, levels: [{ id: 'place', label: both('Place') }] },
  }),
  'dimensions/trade.yaml': stringify({
    id: 'trade',
    label: both('Trade'),
    members: ['doctor', 'nurse'].map((id) => ({ id, label: both(id) })),
  }),
  'dimensions/owned_by.yaml': stringify({
    ...{ id: 'owned_by', label: both('Owner'), of: 'unit', column: 'eier' },
    members: ['public', 'private'].map((id) => ({ id, label: both(id) })),
  }),
  'subjects/clinics.yaml': stringify({
    ...{ id: 'clinics', label: both('Clinics'), dimensions: ['trade'] },
    facts: {
      ...Object.fromEntries(['staff', 'visits', 'stock', 'pay', 'rest', 'cost', 'loans'].map((id) => [id, { kind: 'number' }])),
      ...Object.fromEntries(['has_list', 'open', 'led_by'].map((id) => [id, { kind: 'boolean' }])),
      ...{ weeks: { kind: 'number', combine: 'mean' }, since: { kind: 'date' }, remark: { kind: 'text' } },
    },
    indicators: { staff: { kind: 'total', of: 'staff' } },
  }),
  'geography/areas.csv': lines([
    'level,code,name,valid_from,valid_to',
    ...places.map((code) => `place,${code},P${code},,${code < '0149' ? '' : '2021'}`),
    'place,0151,P0151,2022,',
  ]),
  'geography/area_members.csv': 'child,parent,valid_from,valid_to,share\n',
  'geography/area_changes.csv': 'year,from_code,to_code,share\n2022,0149,0151,1\n2022,0150,0151,1\n',
  'geography/population.csv': lines([
    'year,code,persons',
    ...[2021, 2022].flatMap((year) => codes(year).map((code) => `${year},${code},${sizeOf(Number(code))}`)),
  ]),
}

export const form = (more: object = {}): Files => ({
  'surveys/form.yaml': stringify({
    ...{ id: 'form', title: both('Form'), primary: true, unit: { column: 'id', kind: 'area' }, frame: 'geography' },
    ...{ waves: { years: [2021, 2022], responded: 'svar' }, questions },
    sums: [{ id: 'all_cost', label: { nb: 'Utgifter i alt', en: 'Cost in all' }, total: 'cost', parts: ['pay', 'rest'] }],
    ...more,
  }),
})

/** The survey with more keys of one question. */
export const formWith = (id: string, more: object): Files =>
  form({ questions: questions.map((one) => (one.id === id ? { ...one, ...more } : one)) })

const waveFile = (year: number, rows: readonly Readonly<Record<string, string>>[]): Files => ({ [`waves/form/${year}.csv`]: csvOf(rows) })

/** The world with clean waves; `wave` instead of that of 2022 and `more` over any file. */
export const worldWith = (wave: readonly Readonly<Record<string, string>>[], ...more: readonly Files[]): Files =>
  Object.assign({}, world, form(), waveFile(2021, [...cleanWave(2021).values()]), waveFile(2022, wave), ...more) as Files

/** What a load of a wave would tell: mistakes in it, and what the rules for waves remark on. */
export const findingsOfWave = async (files: Files, year: number): Promise<Finding[]> =>
  withStage(files, async (stage, mistakes) => sortFindings([...mistakes, ...(await checkWave(stage, { survey: 'form', year }, mistakes))]))

/** Stages all waves of a folder, runs, and closes the database. */
export const withStage = async <T>(files: Files, run: (stage: Stage, mistakes: readonly Finding[]) => Promise<T>): Promise<T> => {
  const { dir, remove } = writeSeeds(files)
  const scratch = mkdtempSync(join(tmpdir(), 'scratch-'))
  const writer = await createWriter(':memory:')
  try {
    const { model, findings } = readModel(dir)
    if (model === null) throw new Error(findings.map(({ message }) => message).join('\n'))
    const stage = { writer, model, geography: readGeography(dir, model), seeds: dir, scratch }
    return await run(stage, await readAnswers(stage, findWaveFiles(model, { folders: [dir] }).files, () => {}))
  } finally {
    await writer.close()
    rmSync(scratch, { recursive: true, force: true })
    remove()
  }
}
