import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/commands/commands.ts'
import { kartlag, scratchFolder, schools } from './run.ts'

describe('help', () => {
  test('the program lists its commands and exit codes', async () => {
    const { code, out, err } = await kartlag(['--help'])
    expect([code, err]).toEqual([0, ''])
    for (const { name } of commands) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
    expect(out).toContain('0 ok, 1 refused input, 2 wrong usage')
  })

  test('that of a command names its options and those of the program', async () => {
    const { code, out } = await kartlag(['serve', '--help'])
    expect(code).toBe(0)
    for (const flag of ['--host <host>', '--port <number>', '--seeds <dir>', '--data <dir>', 'KARTLAG_STATEMENT_SECONDS']) expect(out).toContain(flag)
  })

  test('every command and every option says what it does', async () => {
    for (const { name, load } of commands) {
      const command = new Command(name)
      ;(await load()).define(command)
      for (const one of [command, ...command.commands]) {
        expect([name, one.description()]).toEqual([name, expect.stringMatching(/\.$/)])
        for (const { flags, description } of one.options) expect([flags, description]).toEqual([flags, expect.stringMatching(/\w{2}/)])
      }
    }
  })

  test('--version is that of the package', async () => {
    const { code, out } = await kartlag(['--version'])
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
  })
})

describe('wrong usage ends with 2, on stderr, with the way out and without a stack', () => {
  const cases: readonly (readonly [string[], RegExp])[] = [
    [['chekc'], /unknown command 'chekc'[^]*Did you mean check\?/],
    [['serv', '--help'], /^error: there is no command 'serv'; nearest: serve; allowed: /],
    [['--data', 'x', 'chek', '-h'], /^error: there is no command 'chek'; nearest: check; allowed: /],
    [['query', 'nofile.gql'], /^error: there is no file nofile\.gql; name a file with a query/],
    [['check', '--sead', 'x'], /unknown option '--sead'[^]*Did you mean --seeds\?/],
    [[], /Usage: kartlag/],
    [['load', 'file.csv', '--survey', 'x', '--wave', 'soon'], /--wave is a year such as 2024; 'soon' came/],
    [['export'], /missing required argument 'subject'/],
    [['export', 'x', '--format', 'cvs'], /there is no format 'cvs'; nearest: csv/],
    [['export', 'x', '-o', 'table.sdmx'], /there is no format 'sdmx'; .*sdmx\.csv/],
    [['keys', 'ad', 'x'], /'ad' is no command of keys; nearest: add/],
    [['query'], /no query: name a file/],
    [['query', '-e', '{a}', '--variables', '{'], /--variables is no JSON/],
    [['serve', '--port', '99999'], /--port is '99999', allowed is a whole number from 0 to 65535/],
  ]
  for (const [args, message] of cases)
    test(`kartlag ${args.join(' ')}`, async () => {
      const { code, out, err } = await kartlag(args, { env: { KARTLAG_DATA: 'nowhere' } })
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(message)
      expect(err).not.toMatch(/\n {4}at /)
    })

  test('a misspelt setting in the environment is one too', async () => {
    const { code, err } = await kartlag(['check'], { env: { KARTLAG_SEED: schools } })
    expect([code, err]).toEqual([2, 'error: KARTLAG_SEED is no setting; did you mean KARTLAG_SEEDS?\n'])
  })
})

describe('refused input ends with 1', () => {
  const data = scratchFolder()
  const cases: readonly (readonly [string[], RegExp])[] = [
    [['check', '--seeds', 'nowhere'], /there is no folder nowhere; name the seeds folder with --seeds/],
    [['load', 'nowhere.csv', '--survey', 'x', '--wave', '2024'], /there is no file nowhere\.csv/],
    [['query', '-e', '{ warehouse { title } }', '--data', data], /there is no release in .* yet; make one with: kartlag build/],
    [['releases', 'use', 'abc', '--data', data], /no release "abc"; none has been built/],
  ]
  for (const [args, message] of cases)
    test(`kartlag ${args.slice(0, 3).join(' ')}`, async () => {
      const { code, out, err } = await kartlag(args)
      expect([code, out]).toEqual([1, ''])
      expect(err).toMatch(message)
      expect(err).not.toMatch(/\n {4}at /)
    })
})
