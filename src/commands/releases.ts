import type { Command } from 'commander'
import { UsageError } from '../errors.ts'
import { alignedText } from '../export/aligned-text.ts'
import { settingsOf } from './settings.ts'
import { refuseWords } from './words.ts'

export const define = (command: Command): void => {
  command
    .description('Lists the releases, newest first; * is the one that is served. A running server notices a change within a second.')
    .allowExcessArguments()
    .action(async (_, self: Command) => {
      refuseWords(self)
      const { listReleases } = await import('../release/store.ts')
      const releases = listReleases(settingsOf(self).data)
      const rows = releases.map(({ key, createdAt, current, inputs, program }) => [current ? '*' : '', key, createdAt, inputs.length, program])
      process.stdout.write(rows.length === 0 ? 'no releases\n' : alignedText({ columns: ['', 'release', 'created', 'files', 'program'], rows }))
    })
  command
    .command('use <id>')
    .description('Serves another release; the one before is kept.')
    .action(async (id: string, _, self: Command) => {
      const { useRelease } = await import('../release/store.ts')
      useRelease(settingsOf(self).data, id)
      process.stdout.write(`release ${id} is current\n`)
    })
  command
    .command('prune')
    .description('Deletes all but the newest releases; the current one is always kept.')
    .requiredOption('--keep <n>', 'how many of the newest are kept')
    .action(async ({ keep }: { keep: string }, self: Command) => {
      if (!/^\d{1,6}$/.test(keep)) throw new UsageError(`--keep is a number of releases, 0 or more; '${keep}' came`)
      const { pruneReleases } = await import('../release/store.ts')
      const gone = pruneReleases(settingsOf(self).data, Number(keep))
      process.stdout.write(gone.length === 0 ? 'nothing to delete\n' : `deleted ${gone.join(', ')}\n`)
    })
}
