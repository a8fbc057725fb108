import type { Command } from 'commander'
import type { Folders } from './load-flags.ts'
import { settingsOf } from './settings.ts'

export const define = (command: Command): void => {
  command
    .description('Makes a release from the seeds folder and the loaded waves, and switches to it. A mistake in the input leaves the one before in use.')
    .option('--seeds-only', 'leave out the waves that were loaded with `kartlag load`')
    .option('--unpublished', 'no release in the data directory was ever public: hide again only what must be hidden')
    .action(async ({ seedsOnly = false, unpublished = false }: { seedsOnly?: boolean; unpublished?: boolean }, self: Command) => {
      const { seeds, data } = settingsOf(self)
      const [{ requireFolder }, { buildWithProgress, printChanges }] = await Promise.all([import('./seeds-folder.ts'), import('./building.ts')])
      requireFolder(seeds)
      const started = performance.now()
      const built = await buildWithProgress({ seeds, data, unpublished, seedsOnly })
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      process.stdout.write(built.made ? `release ${built.key}, made in ${seconds} s\n` : `release ${built.key}, made of the same files before\n`)
      await printChanges(built, self.optsWithGlobals<Folders>())
    })
}
