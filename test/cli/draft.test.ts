import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { places, question, survey, writeSeeds } from '../ingest/small-seeds.ts'
import { kartlag, scratchFolder } from './run.ts'

const file = join(import.meta.dirname, '../reference/sav/files/pspp-1252-zsav.zsav')
const codes = ['0301', '1103', '4601', '5001', '3401']
const data = scratchFolder()
let seeds: { dir: string; remove: () => void }
const draft = () => join(seeds.dir, 'surveys/fresh.yaml')
const run = (...args: string[]) => kartlag([...args, '--seeds', seeds.dir])
beforeAll(() => {
  seeds = writeSeeds(
    places,
    {
      'geography/areas.csv': `level,code,name,valid_from,valid_to\ncounty,N,North,,\n${codes.map((code) => `place,${code},P${code},,\n`).join('')}`,
      'geography/area_members.csv': `child,parent,valid_from,valid_to,share\n${codes.map((code) => `${code},N,,,1\n`).join('')}`,
      'geography/area_changes.csv': 'year,from_code,to_code,share\n',
      'geography/population.csv': `year,code,persons\n${codes.map((code) => `2022,${code},1000\n`).join('')}`,
    },
    survey([question('over', { kind: 'number' }, 'n')], { unit: { column: 'id', kind: 'area' }, frame: 'geography', waves: { years: [] } }),
  )
})
afterAll(() => seeds.remove())

describe('a file of SPSS that no survey describes', () => {
  test('is drafted, checked, loaded and asked, as it is', async () => {
    const drafted = await run('draft', file, '--survey', 'fresh', '-o', draft())
    expect(drafted).toEqual({
      code: 0,
      err: '',
      out: expect.stringMatching(
        /^wrote .*: 5 rows, 22 questions, 1 of them with what they give; navn left out\nnext: .*--survey fresh --wave YEAR\n$/,
      ),
    })
    expect(await run('check')).toEqual({
      code: 0,
      err: '',
      out: expect.stringMatching(/^ok small: .* 2 surveys, 23 questions, 0 wave files\n$/),
    })
    const loaded = await run('load', file, '--survey', 'fresh', '--wave', '2022', '--data', data)
    expect([loaded.code, loaded.err]).toEqual([0, ''])
    const query =
      '{ things(where: { survey: "fresh" }) { series(indicator: N) { values } } area(code: "1103") { answers { question { key } state } } }'
    const { out } = await run('query', '-e', query, '--data', data, '--format', 'json')
    const { data: answer } = JSON.parse(out) as {
      data: { things: { series: { values: number[] }[] }; area: { answers: { question: { key: string }; state: string }[] } }
    }
    // -5 and 0; 100 and 101 are declared missing, and one is empty: two of five, weighted to all.
    expect(answer.things.series[0]?.values).toEqual([-12.5])
    expect(answer.area.answers).toHaveLength(22)
    expect(answer.area.answers.find(({ question: { key } }) => key === 'fresh.uker')?.state).toBe('NOT_ANSWERED')
  })

  test('goes to stdout without a file to write', async () => {
    const { code, out, err } = await run('draft', file, '--survey', 'other_form')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^# Draft of a survey, made of pspp-1252-zsav\.zsav: 5 rows, 24 columns\..*\n[^]*\nid: other_form\n/)
  })
})

describe('is refused', () => {
  test('where it would take the place of a file', async () => {
    const mine = join(data, 'mine.yaml')
    writeFileSync(mine, 'mine')
    expect(await run('draft', file, '--survey', 'another', '-o', mine)).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^error: there is a file .* already/),
    })
    expect(readFileSync(mine, 'utf8')).toBe('mine')
  })

  test('where there is such a survey, no such file, or no id', async () => {
    expect(await run('draft', file, '--survey', 'form')).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/there is a survey 'form' already.*kartlag load/),
    })
    expect(await run('draft', 'nothing.sav', '--survey', 'another')).toEqual({
      code: 1,
      out: '',
      err: 'error: there is no file nothing.sav\n',
    })
    expect(await run('draft', file, '--survey', 'My Form')).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/an id such as my_form/),
    })
  })

  test('where the file is damaged, and nothing is written', async () => {
    const cut = join(data, 'cut.zsav')
    writeFileSync(cut, readFileSync(file).subarray(0, 9000))
    const { code, err } = await run('draft', cut, '--survey', 'another', '-o', join(data, 'another.yaml'))
    expect([code, existsSync(join(data, 'another.yaml'))]).toEqual([1, false])
    expect(err).toMatch(/^cut\.zsav:1:1 {2}damaged-file .* → get the file anew/)
  })
})
