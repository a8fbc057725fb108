import { existsSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import { UsageError } from '../errors.ts'
import { allowed } from '../model/nearest.ts'
import { Refused } from './ending.ts'
import { settingsOf } from './settings.ts'

type Flags = { readonly survey: string; readonly wave: string; readonly dryRun?: true }

export const define = (command: Command): void => {
  command
    .description('Adds one wave of a survey, or replaces it, and makes a release with it. The file is kept in the data directory; a refused one changes nothing.')
    .argument('<file>', 'answer file as it came: CSV with ; , or tab, UTF-8 or Latin-1')
    .requiredOption('--survey <id>', 'survey it answers')
    .requiredOption('--wave <year>', 'year of the wave')
    .option('--dry-run', 'do all but publish')
    .action(async (file: string, { survey, wave, dryRun }: Flags, self: Command) => {
      if (!/^[12]\d{3}$/.test(wave)) throw new UsageError(`--wave is a year such as 2024; '${wave}' came`)
      if (!existsSync(file) || !statSync(file).isFile()) throw new Refused(`there is no file ${file}`)
      const { seeds, data } = settingsOf(self)
      const { readSeeds } = await import('./seeds-folder.ts')
      const surveys = readSeeds(seeds).surveys.map(({ id }) => id)
      if (!surveys.includes(survey)) throw new Refused(`there is no survey '${survey}'; ${allowed(survey, surveys)}`)
      const { buildWithProgress } = await import('./building.ts')
      const { key } = await buildWithProgress({ seeds, data, load: { survey, year: Number(wave), path: file, file }, publish: !dryRun })
      process.stdout.write(dryRun ? `ok ${survey} ${wave}: nothing to remark, nothing changed\n` : `loaded ${survey} ${wave}; release ${key}\n`)
    })
}
