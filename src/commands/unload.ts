import type { Command } from 'commander'
import { UsageError } from '../errors.ts'
import type { Folders } from './load-flags.ts'
import { settingsOf } from './settings.ts'

export const define = (command: Command): void => {
  command
    .description('Takes a loaded wave out and makes a release without it; where the seeds have the wave, theirs is used again. Its file is kept.')
    .requiredOption('--survey <id>', 'survey it answers')
    .requiredOption('--wave <year>', 'year of the wave')
    .action(async ({ survey, wave }: { survey: string; wave: string }, self: Command) => {
      if (!/^[12]\d{3}$/.test(wave)) throw new UsageError(`--wave is a year such as 2024; '${wave}' came`)
      const { seeds, data } = settingsOf(self)
      const [{ requireFolder }, { buildWithProgress, printChanges }] = await Promise.all([import('./seeds-folder.ts'), import('./building.ts')])
      requireFolder(seeds)
      const built = await buildWithProgress({ seeds, data, remove: { survey, year: Number(wave) } })
      process.stdout.write(`took out ${survey} ${wave}; release ${built.key}\n`)
      await printChanges(built, self.optsWithGlobals<Folders>())
    })
}
