import type { Command } from 'commander'
import { UsageError } from '../errors.ts'
import { alignedText } from '../export/aligned-text.ts'
import { settingsOf } from './settings.ts'
import { refuseWords } from './words.ts'

export const define = (command: Command): void => {
  command
    .description('Lists the researcher keys. A running server notices a change within a second.')
    .allowExcessArguments()
    .action(async (_, self: Command) => {
      refuseWords(self)
      const { data } = settingsOf(self)
      const { listKeys } = await import('../server/keys.ts')
      const keys = await listKeys(data)
      process.stdout.write(keys.length === 0 ? 'no keys\n' : alignedText({ columns: ['name', 'created'], rows: keys.map(({ name, created }) => [name, created]) }))
    })
  command
    .command('add <name>')
    .description('Makes a key and shows it once; only its SHA-256 is kept.')
    .action(async (name: string, _, self: Command) => {
      const { data } = settingsOf(self)
      const { addKey } = await import('../server/keys.ts')
      const key = await addKey(data, name)
      process.stdout.write(`${key}\n`)
      process.stderr.write(`This is the key of ${name}, and it cannot be shown again. Send it as: Authorization: Bearer KEY\n`)
    })
  command
    .command('revoke <name>')
    .description('Takes a key out of use.')
    .action(async (name: string, _, self: Command) => {
      const { data } = settingsOf(self)
      const { listKeys, revokeKey } = await import('../server/keys.ts')
      await refuseUnknown(name, (await listKeys(data)).map((one) => one.name))
      await revokeKey(data, name)
      process.stdout.write(`the key of ${name} is revoked\n`)
    })
}

const refuseUnknown = async (name: string, names: readonly string[]): Promise<void> => {
  if (names.includes(name)) return
  const { allowed } = await import('../model/nearest.ts')
  throw new UsageError(`there is no key named '${name}'; ${allowed(name, names)}`)
}
