import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileChecks } from '../../src/checks/file-checks.ts'

test('every rule has a file of its name, and a title in both languages', () => {
  const files = readdirSync(join(import.meta.dirname, '../../src/checks'))
  for (const { name, title } of fileChecks) {
    expect(files).toContain(`${name}.ts`)
    expect(title.nb).not.toBe(title.en)
  }
  expect(new Set(fileChecks.map(({ name }) => name)).size).toBe(fileChecks.length)
})

test('the statements that stage a file leave finding to the rules', () => {
  for (const file of ['file-units.sql', 'file-answers.sql'])
    expect(readFileSync(join(import.meta.dirname, '../../warehouse/stage', file), 'utf8')).not.toContain('stage_finding')
})
