import { expect, test } from 'vitest'
import { cleanWave, findingsOfWave, worldWith } from './clinics-world.ts'

test('a clean wave has no finding', async () => {
  for (const year of [2021, 2022]) expect(await findingsOfWave(worldWith([...cleanWave(2022).values()]), year)).toEqual([])
})

test('twenty planted faults are twenty findings, and there are no others', async () => {
  const wave = cleanWave(2022)
  const rows = [...wave.values()]
  const line = (code: string): number => [...wave.keys()].indexOf(code) + 2
  const expected: [line: number, rule: string, severity: string][] = []
  const plant = (code: string, cells: Readonly<Record<string, string>>, rule: string, severity = 'error'): void => {
    Object.assign(wave.get(code) ?? {}, cells)
    expected.push([line(code), rule, severity])
  }
  const was = (code: string, column: string): number => Number(wave.get(code)?.[column])
  /** Of the middle places the one with the largest stock. */
  const fullest = (): string =>
    [...wave.keys()].filter((code) => code > '0070' && code < '0120').reduce((a, b) => (was(b, 'lager') > was(a, 'lager') ? b : a))
  plant('0001', { merknad: 'sÃ¸knad' }, 'wrong-encoding')
  plant('0002', { id: '' }, 'missing-unit')
  plant('0003', { id: '0777' }, 'unknown-unit')
  plant('0004', { id: '0149' }, 'unknown-unit') // ended in 2021
  plant('0006', { id: '7' }, 'unknown-unit') // Excel took its zeros
  plant('0008', { id: '0005' }, 'duplicate-unit')
  plant('0010', { svar: 'ja' }, 'responded')
  plant('0011', { eier: 'state' }, 'unknown-member')
  plant('0012', { besok: '1000001' }, 'out-of-range')
  plant('0013', { besok: 'ca. 70' }, 'not-a-number')
  plant('0014', { liste: 'Ja!' }, 'unknown-option')
  plant('0015', { apent: 'kanskje' }, 'not-yes-no')
  plant('0016', { siden: '31.02.2001' }, 'not-a-date')
  plant('0061', { ansatte: String(was('0061', 'ansatte') + 3) }, 'parts-sum', 'warning')
  plant('0062', { utgifter: String(was('0062', 'utgifter') + 1) }, 'all_cost', 'warning')
  plant('0064', { uker: '12' }, 'filter-contradicted', 'warning')
  plant('0065', { lager: String(was('0065', 'lager') * 10) }, 'large-change', 'warning')
  plant(fullest(), { lager: '0' }, 'zero-after-large', 'warning')
  plant('0067', { lan: String(was('0067', 'lan') * 10) }, 'outlier', 'warning')
  for (let place = 121; place <= 135; place += 1) Object.assign(wave.get(`0${place}`) ?? {}, { svar: '0' })
  expected.push([1, 'few-responses', 'warning'])

  const findings = await findingsOfWave(worldWith(rows), 2022)
  expect(expected).toHaveLength(20)
  expect(findings.map(({ line: at, rule, severity }) => [at, rule, severity])).toEqual(expected.sort(([a], [b]) => a - b))
})
