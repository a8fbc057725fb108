import { readFileSync } from 'node:fs'
import { Command } from 'commander' // MIT, the usual parser of command lines, without dependencies
import { commands } from './commands/commands.ts'
import { endOf } from './commands/ending.ts'
import { UsageError } from './errors.ts'
import { allowed } from './model/nearest.ts'

/** Runs the program with the words of a command line and resolves to its exit code: 0 ok, 1 refused input, 2 wrong usage. */
export const main = async (argv: readonly string[]): Promise<number> => {
  process.stdout.on('error', leaveQuietly)
  try {
    await (await programFor(argv)).parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    const { code, message } = endOf(error)
    if (message !== null) process.stderr.write(`${message}\n`)
    return code
  }
}

const programFor = async (argv: readonly string[]): Promise<Command> => {
  const program = new Command('kartlag')
    .description('A GraphQL data warehouse for multi-year survey data, made from a folder that describes the surveys.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .option('--seeds <dir>', 'folder that describes the warehouse (KARTLAG_SEEDS; default seeds)')
    .option('--data <dir>', 'folder of releases, loaded waves and keys (KARTLAG_DATA; default data)')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', '\nExit codes: 0 ok, 1 refused input, 2 wrong usage. `kartlag COMMAND --help` says more.')
    .exitOverride()
  for (const { name, summary, load } of commands) {
    const command = program.command(name).description(summary)
    if (argv.includes(name)) (await load()).define(command)
  }
  refuseHelpOnNothing(program, argv)
  return program
}

/** Asked for the help of a command that there is not, commander would print that of the program and be content. */
const refuseHelpOnNothing = (program: Command, argv: readonly string[]): void => {
  if (!argv.includes('--help') && !argv.includes('-h')) return
  const [word] = program.parseOptions([...argv]).operands
  const names = commands.map(({ name }) => name)
  if (word === undefined || word === 'help' || names.includes(word)) return
  throw new UsageError(`there is no command '${word}'; ${allowed(word, names)}`)
}

const version = (): string =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version

/** The reader of a pipe, such as `head`, has had enough. */
const leaveQuietly = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
}
