import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import { readModel } from '../../src/model/read-model.ts'
import { rules } from '../../src/model/rules/rules.ts'
import type { Case, Edits } from './cases/case.ts'
import { checkCases } from './cases/checks.ts'
import { idCases } from './cases/ids.ts'
import { modelCases } from './cases/model.ts'
import { questionCases } from './cases/questions.ts'
import { shapeCases } from './cases/shapes.ts'
import { subjectCases } from './cases/subjects.ts'
import { surveyCases } from './cases/surveys.ts'
import { tableCases } from './cases/tables.ts'
import { smallFolder, withFolder } from './small-folder.ts'

const cases = [...idCases, ...modelCases, ...subjectCases, ...surveyCases, ...questionCases, ...tableCases, ...shapeCases, ...checkCases]

describe.each(cases)('$rule: $says', (one) => {
  test('a folder that breaks it has exactly this finding', () => {
    const files = edited(one.wrong)
    const findings = withFolder(files, (dir) => readModel(dir).findings)
    expect(findings.map(({ rule, ...at }) => `${rule} ${place(at)}`)).toEqual([`${one.rule} ${expected(one, files)}`])
    expect(findings[0]?.message).toContain(one.says)
    expect(findings[0]?.wayOut).not.toBe('')
  })
})

const nearMisses = cases.filter(({ right }) => Object.keys(right).length > 0)

test.each(nearMisses)('$rule: a folder just beside “$says” has none', (one) => {
  expect(withFolder(edited(one.right), (dir) => readModel(dir).findings)).toEqual([])
})

test('every rule is broken by a case, and kept by the small folder', () => {
  const broken = new Set(cases.map(({ rule }) => rule))
  expect(rules.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([])
  expect(withFolder(smallFolder, (dir) => readModel(dir).findings)).toEqual([])
})

function edited(edits: Edits): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = { ...smallFolder }
  for (const [file, edit] of Object.entries(edits)) {
    if (edit === null) delete files[file]
    else if (Array.isArray(edit)) files[file] = edit.reduce((text, pair) => replaced(text, pair), smallFolder[file] ?? '')
    else files[file] = edit as string | Uint8Array
  }
  return files
}

function replaced(text: string, [from, to]: readonly [string, string]): string {
  if (!text.includes(from)) throw new Error(`the case replaces what is not there: ${from}`)
  return text.replace(from, () => to)
}

function expected({ at }: Case, files: Record<string, string | Uint8Array>): string {
  if (typeof at === 'string') return at
  const [file, text] = at
  const offset = String(files[file]).indexOf(text)
  if (offset < 0) throw new Error(`the place of the case is not there: ${text}`)
  const before = String(files[file]).slice(0, offset).split('\n')
  return `${file}:${before.length}:${(before.at(-1) ?? '').length + 1}`
}

function place({ file, line, column }: Pick<Finding, 'file' | 'line' | 'column'>): string {
  return `${file}:${line}:${column}`
}
