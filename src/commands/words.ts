import type { Command } from 'commander'
import { UsageError } from '../errors.ts'
import { allowed } from '../model/nearest.ts'

/** For a command that does something by itself and has commands of its own: a word that is none of them is wrong usage. */
export const refuseWords = (command: Command): void => {
  const [word] = command.args
  if (word === undefined) return
  throw new UsageError(`'${word}' is no command of ${command.name()}; ${allowed(word, command.commands.map((one) => one.name()))}`)
}
