import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/report/outcome.ts'
import type { FindingGroup } from '../../src/report/finding-groups.ts'
import type { Quality } from '../../src/report/quality.ts'
import { terminalReport } from '../../src/report/terminal.ts'
import { question, survey } from '../ingest/small-seeds.ts'
import { qualityOf } from './staged.ts'

const outcome: Outcome = {
  kind: 'refused',
  release: null,
  accepted: [],
  note: null,
  before: null,
  changes: null,
  next: [{ what: 'Correct the rows in answers.rejected.csv.', command: 'kartlag load' }],
}
const form = survey([question('n', { kind: 'number' }, 'n')])
const small = () => qualityOf({ survey: 'form', year: 2020 }, 'id,n\na,many\na,2\nb,\n', form)
const group = (rule: string, count: number, message: string): FindingGroup => ({
  rule,
  title: null,
  severity: 'error',
  count,
  findings: Array.from({ length: Math.min(count, 200) }, (_, index) => ({
    ...{ file: 'waves/form/2020.csv', line: index + 2, unit: { code: `u${index}`, name: null }, column: 'n', value: 'x' },
    ...{ message: { en: message }, proposal: { en: 'correct it' } },
  })),
})
const shown = async (findings: readonly FindingGroup[], more: Partial<Quality> = {}) =>
  terminalReport({ ...(await small()), ...more, findings }, outcome)
    .trimEnd()
    .split('\n')

describe('the report on a terminal', () => {
  test('tells what came of it first, then what is wrong, what there is, and what to do', async () => {
    expect(terminalReport(await small(), outcome)).toBe(`form 2020 · Form · waves/form/2020.csv
Refused: 2 errors in 2 rows. Nothing has changed.

error     duplicate-unit (1)
  line 3  unit a has answered 2020 already, in line 2 → keep the row that counts
          and delete the other
error     not-a-number (1)
  line 2  a: "many" in n (question n) is no number → write digits, with comma or
          point for decimals and spaces between thousands, or a word for a
          missing answer ("", "NA")

Rows      3 rows = 1 without an error + 2 rejected
Response  2 of 2 (100 %)

Correct the rows in answers.rejected.csv.
  kartlag load
`)
  })

  test('fits a screen, whatever is found: 40 lines of 80 signs', async () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      group(`rule-${index}`, 300 - index, `a long story that goes on and on about the ${index}th of all things that can be wrong`),
    )
    for (const findings of [many, many.slice(0, 3), many.slice(0, 8)]) {
      const lines = await shown(findings)
      expect(lines.length).toBeLessThanOrEqual(40)
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(80)
      for (const { rule, count } of findings) expect(lines.join('\n')).toContain(`${rule} (${count})`)
    }
  })

  test('shows what steers a terminal instead of obeying it', async () => {
    const text = (await shown([group('rule', 1, 'came \u001b[31mred\u0007')])).join('\n')
    expect(text).toContain('came \\u001b[31mred\\u0007')
    expect(text).not.toContain('\u001b')
  })

  test('says which warnings were accepted, and by which note', async () => {
    const quality = { ...(await small()), findings: [{ ...group('odd', 2, 'odd'), severity: 'warning' as const }] }
    const said = (more: Partial<Outcome>) => terminalReport(quality, { ...outcome, kind: 'loaded', release: 'abc', ...more }).split('\n')[1]
    expect(said({ accepted: ['odd'] })).toBe('loaded form 2020; release abc; 2 warnings (accepted: odd)')
    expect(said({ note: 'they moved' })).toBe('loaded form 2020; release abc; 2 warnings (explained: they moved)')
    const clean = terminalReport({ ...quality, findings: [] }, { ...outcome, kind: 'loaded', release: 'abc', note: 'sent anew' })
    expect(clean.split('\n')[1]).toBe('loaded form 2020; release abc; note: sent anew')
    expect(said({ kind: 'unaccepted' })).toBe('Not loaded: 2 warnings that nobody has accepted. Nothing has changed.')
  })
})
