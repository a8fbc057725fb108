import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkFlags, commandLine, type LoadFlags } from '../../src/commands/load-flags.ts'
import { kartlag, scratchFolder, schools, type Run } from './run.ts'

const data = scratchFolder()
const cwd = scratchFolder()
const wave = ['--survey', 'school_survey', '--wave', '2023']
const run = (...args: string[]): Promise<Run> => kartlag([...args, '--seeds', schools, '--data', data], { cwd })
const load = (file: string, ...more: string[]) => run('load', file, ...wave, ...more)
const given = readFileSync(join(schools, 'waves/school_survey/2023.csv'), 'utf8')
const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text)
const read = (name: string): string => readFileSync(join(cwd, name), 'utf8')
const currentKey = () => readFileSync(join(data, 'current'), 'utf8').trim()
const state = () => [currentKey(), readdirSync(join(data, 'releases')), existsSync(join(data, 'waves'))]
const folders = `--seeds ${schools} --data ${data}`
const accepted = ['--accept', 'unanswered-question']

let first: string
beforeAll(async () => {
  await run('build')
  first = currentKey()
})

describe('a file with errors', () => {
  // Line 2: 42 teachers; line 3: two cells too many; line 6: a school that there is not.
  const text = given
    .replace('c1\t1\tpublic\t42', 'c1\t1\tpublic\tmany')
    .replace(/^(c2.*)$/m, '$1\tand\tmore')
    .replace(/^c5\t/m, '=c5\t')
  let refused: Run
  let loaded = ''
  beforeAll(async () => {
    write('answers.csv', text)
    refused = await load('answers.csv', '--report', 'answers.html', '--language', 'nb')
  })

  test('is refused with exit code 1 and changes nothing; the report is on stdout, the reason on stderr', () => {
    expect(refused).toMatchObject({ code: 1, err: 'error: answers.csv has errors; nothing has changed\n' })
    expect(refused.out).toMatch(
      /^school_survey 2023 · School survey · answers\.csv\nRefused: 3 errors in 3 rows, and \d warnings?\. Nothing has changed\.\n/,
    )
    expect(refused.out).toMatch(/^error {5}not-a-number \(1\)\n {2}line 2 {2}c1: "many" in arsverk_laerer/m)
    expect(refused.out).toMatch(/^Rows {6}10 rows = 7 without an error \+ 3 rejected$/m)
    expect(refused.out).toContain(`  kartlag load answers.csv --survey school_survey --wave 2023 --corrected answers.rejected.csv ${folders}\n`)
    expect(state()).toEqual([first, [first], false])
  })

  test('leaves its rejected rows, with line and reason, for a spreadsheet that is to leave them as they are', () => {
    const lines = read('answers.rejected.csv').split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFFskole;svar;.*;tilsyn;extra_1;extra_2;line;reason;rejected_from$/)
    expect(lines[1]).toMatch(/^c1;1;public;many;9;.*;"tysk;fransk";Høy;;'2020-11-03;;;2;"not-a-number: ""many"" i.*";answers\.csv [0-9a-f]{12}$/)
    expect(lines[2]).toMatch(/^c2;1;public;'36\.5;.*;and;more;3;"?cell-count: raden har 28 celler, overskriften 26.*;answers\.csv [0-9a-f]{12}$/)
    expect(lines[3]).toMatch(/^'=c5;1;.*;;;6;"?unknown-unit: enhet ""=c5"".*;answers\.csv [0-9a-f]{12}$/)
    expect(lines).toHaveLength(5)
  })

  test('leaves a page in the language asked for', () => {
    expect(read('answers.html')).toMatch(/<html lang="nb">[^]*Filen har feil og er ikke lastet/)
    expect(refused.out).toMatch(/The page is answers\.html\n$/)
  })

  test('loads with its rejected rows corrected, in the place of their lines; a row of which only the line and its file are left is left out', async () => {
    const [head = '', row2 = '', , row6 = ''] = read('answers.rejected.csv').split('\r\n')
    const out = `${';'.repeat(28)}3;;${row2.split(';').at(-1)}`
    write('mended.csv', [head, row2.replace(';many;', ';52;'), out, row6.replace("'=c5;", 'c5;'), ''].join('\r\n'))
    const { code, out: said } = await load('answers.csv', '--corrected', 'mended.csv', '--note', 'c2 has closed')
    expect([code, said.split('\n')[1]]).toEqual([
      0,
      expect.stringMatching(/^loaded school_survey 2023; release [0-9a-f]{12}; \d warnings? \(explained: c2 has/),
    ])
    loaded = said
    expect(said).toMatch(/^Rows {6}10 rows = 9 without an error \+ 0 rejected \+ 1 left out\nResponse {2}9 of 11/m)
    const { out: answers } = await run(
      'query',
      '-e',
      '{ staffing(where: {year: {in: [2023]}}) { series(indicator: POSTS, by: [STAFF_GROUP]) { points { respondents } } } }',
      '--format',
      'csv',
    )
    expect(answers.split('\r\n')[1]).toBe('9')
  })

  test('can be undone by the command that the load named, which names the data directory', async () => {
    expect(loaded).toContain(`To undo it:\n  kartlag releases use ${first} --data ${data}\n`)
    expect((await run('releases', 'use', first)).code).toBe(0)
    expect(currentKey()).toBe(first)
  })

  test('wrong in the corrections again leaves all of them together, and none that a person may have corrected is written over', async () => {
    write('mended.csv', read('mended.csv').replace('c1;1;public;52', 'c1;1;public;some'))
    const before = read('answers.rejected.csv')
    const { code, out } = await load('answers.csv', '--corrected', 'mended.csv')
    expect([code, out]).toEqual([1, expect.stringContaining('in answers.rejected-2.csv')])
    const lines = read('answers.rejected-2.csv').split('\r\n')
    expect(lines[1]).toMatch(/^c1;1;public;some;.*;2;"not-a-number: /)
    expect(lines[2]).toMatch(/^;{26}3;;answers\.csv [0-9a-f]{12}$/)
    expect(lines[3]).toMatch(/^c5;1;.*;6;;answers\.csv [0-9a-f]{12}$/)
    expect(read('answers.rejected.csv')).toBe(before)
    await load('answers.csv', '--language', 'nb')
    expect([read('answers.rejected.csv'), existsSync(join(cwd, 'answers.rejected-3.csv'))]).toEqual([before, false])
  })

  test('is not corrected in lines that it does not have', async () => {
    write('others.csv', read('mended.csv').replace(';Middels;;;;;6;', ';Middels;;;;;600;'))
    const { code, out } = await load('answers.csv', '--corrected', 'others.csv', '--dry-run')
    expect([code, out]).toEqual([1, expect.stringMatching(/others\.csv:1 {2}the file that is corrected has no row in line 600/)])
  })

  test('by itself is told from a wave: the rejected rows do not take the place of the others', async () => {
    const { code, err } = await load('mended.csv')
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/mended\.csv holds rejected rows; .* kartlag load FILE .* --corrected mended\.csv/),
    ])
  })
})

describe('a file with warnings', () => {
  test('waits for each rule to be accepted, or for a note', async () => {
    write('answers.csv', given)
    const { code, out, err } = await load('answers.csv')
    expect([code, err]).toEqual([1, 'error: answers.csv has warnings that nobody has accepted; nothing has changed\n'])
    expect(out).toMatch(/^Not loaded: 1 warning that nobody has accepted\. Nothing has changed\.$/m)
    expect(out).toContain(`--wave 2023 --accept unanswered-question ${folders}\n`)
    expect(existsSync(join(cwd, 'answers.rejected-4.csv'))).toBe(false)
    expect(currentKey()).toBe(first)
  })

  test('can be tried: a dry run says what would change nationally, and changes nothing', async () => {
    write('answers.csv', given.replace('c1\t1\tpublic\t42', 'c1\t1\tpublic\t52'))
    const before = state()
    const { code, out, err } = await load('answers.csv', ...accepted, '--dry-run')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(
      /^ok school_survey 2023: it can be loaded; 1 warning \(accepted:\nunanswered-question\)\. Dry run: nothing has changed\.$/m,
    )
    // All 5 city schools answered: 10 posts more in one of them are 10 posts more.
    expect(out).toMatch(/^What would change nationally\n {2}staffing\.posts 2023: 311\.833 -> 321\.833 \(\+3\.2 %\)$/m)
    expect(out).toMatch(/To load it:\n {2}kartlag load answers\.csv .*--accept unanswered-question .*\n$/)
    expect(state()).toEqual(before)
  })
})

test('one letter that was written otherwise than the rest is one rejected row, which may be given back as it is', async () => {
  const [before = '', ...after] = given.split('Høy')
  writeFileSync(join(cwd, 'slip.csv'), Buffer.concat([Buffer.from(`${before}H`), Buffer.from([0xf8]), Buffer.from(`y${after.join('Høy')}`)]))
  const { code, out } = await load('slip.csv', ...accepted)
  expect([code, out]).toEqual([1, expect.stringMatching(/^error {5}wrong-encoding \(1\)\n[^]*byte F8 is no UTF-8[^]*^Rows {6}10 rows = 9 without an error \+ 1 rejected$/m)])
  expect(read('slip.rejected.csv')).toMatch(/;Høy;/)
  expect(await load('slip.csv', ...accepted, '--corrected', 'slip.rejected.csv', '--dry-run')).toMatchObject({ code: 0 })
})

describe('wrong usage', () => {
  test('is told before anything is read, with exit code 2', async () => {
    write('answers.csv', given)
    const ended = await load('answers.csv', '--accept', 'unanswerd-question')
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/is no rule; nearest: unanswered-question/) })
    expect(await run('load', 'answers.csv', '--survey', 'school_survy', '--wave', '2023')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/nearest: school_survey/),
    })
  })

  const flags = { survey: 'form', wave: '2023', language: 'en' }
  test.each<[Partial<LoadFlags>, RegExp]>([
    [{ wave: '23' }, /--wave is a year such as 2024; '23' came/],
    [{ note: ' ' }, /--note is empty/],
    [{ language: 'sv' }, /--language is 'sv'; .*allowed: en, nb/],
    [{ long: 'question' }, /--long names two columns/],
    [{ corrected: 'nothing.csv' }, /there is no file nothing\.csv/],
    [{ report: 'nowhere/answers.html' }, /there is no folder nowhere/],
  ])('%j helps', (more, message) => {
    expect(() => checkFlags(import.meta.filename, { ...flags, ...more }, ['en', 'nb'])).toThrow(message)
  })

  test('the command that is named to go on with can be given to a shell', () => {
    const command = commandLine("this year's.xlsx", { ...flags, sheet: 'Ark 1', note: 'it is so', dryRun: true }, ['--corrected', 'a.csv'])
    expect(command).toBe(
      "kartlag load 'this year'\\''s.xlsx' --survey form --wave 2023 --sheet 'Ark 1' --note 'it is so' --corrected a.csv",
    )
    expect(commandLine('a.csv', { ...flags, data: 'my data' })).toBe("kartlag load a.csv --survey form --wave 2023 --data 'my data'")
    expect(commandLine('a.csv', { ...flags, seeds: 'seeds' }, ['--dry-run'])).toBe('kartlag load a.csv --survey form --wave 2023 --dry-run --seeds seeds')
  })
})
