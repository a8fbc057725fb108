import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileChecks } from '../../src/checks/file-checks.ts'
import { waveChecks } from '../../src/checks/wave-checks.ts'
import { checkRules } from '../../src/model/check-rules.ts'

const root = join(import.meta.dirname, '../..')
const guide = readFileSync(join(root, 'docs/checks.md'), 'utf8')
const [errors = '', warnings = ''] = guide.split('## Warnings')
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
const namesIn = (text: string) => rowsOf(text).flatMap(([names = '']) => [...names.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name))

test('docs/checks.md lists every rule for cells and rows, and every one of reading', () => {
  const read = ['src/reading', 'src/ingest'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) =>
        [...readFileSync(join(root, folder, name), 'utf8').matchAll(/\bfinding\(\s*'([a-z-]+)'/g)].map(([, rule = '']) => rule),
      ),
  )
  const model = ['missing-file', 'unknown-survey'] // in model.md
  const all = new Set([...fileChecks.map(({ name }) => name), ...read].filter((name) => !model.includes(name)))
  expect(new Set(namesIn(errors))).toEqual(all)
})

test('docs/checks.md lists every rule for waves with its limits', () => {
  const table = Object.fromEntries(rowsOf(warnings).map(([name = '', , bound, floor]) => [name.replaceAll('`', ''), [bound, floor]]))
  const limit = (value: number | null) => (value === null ? '' : String(value))
  expect(table).toEqual(
    Object.fromEntries(Object.entries(checkRules).map(([name, { bound, floor }]) => [name, [limit(bound), limit(floor)]])),
  )
})

test('every rule has a file of its name, and a title in both languages', () => {
  const all = [...fileChecks, ...waveChecks]
  const files = readdirSync(join(root, 'src/checks'))
  for (const { name, title } of all) {
    expect(files).toContain(`${name}.ts`)
    expect(title.nb).not.toBe(title.en)
  }
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  expect(waveChecks.map(({ name }) => name).sort()).toEqual(Object.keys(checkRules).sort())
})

test('rules for waves are warnings, those for cells and rows errors', () => {
  expect(new Set(waveChecks.map(({ severity }) => severity))).toEqual(new Set(['warning']))
  expect(new Set(fileChecks.map(({ severity }) => severity))).toEqual(new Set(['error']))
})

test('the statements that stage a file leave finding to the rules', () => {
  for (const file of ['file-units.sql', 'file-answers.sql'])
    expect(readFileSync(join(root, 'warehouse/stage', file), 'utf8')).not.toContain('stage_finding')
})
