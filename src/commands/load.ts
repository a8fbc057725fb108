import type { Command } from 'commander'
import { UsageError } from '../errors.ts'
import { allowed } from '../model/nearest.ts'
import { Refused } from './ending.ts'
import { checkFlags, type LoadFlags } from './load-flags.ts'
import { settingsOf } from './settings.ts'

export const define = (command: Command): void => {
  command
    .description(
      'Adds one wave of a survey, or replaces it, and makes a release with it. What is wrong is told first, with a report of the answers ' +
        'beside those of the year before. The file is kept in the data directory; a refused one changes nothing.',
    )
    .argument('<file>', 'answer file as it came: CSV, Excel, SPSS or Parquet')
    .requiredOption('--survey <id>', 'survey it answers')
    .requiredOption('--wave <year>', 'year of the wave')
    .option('--dry-run', 'do all but publish')
    .option('--accept <rule...>', 'rules whose warnings are no mistakes')
    .option('--note <text>', 'why the warnings are no mistakes: accepts all of them, and stays with the release')
    .option('--report <file>', 'write the report as a page (HTML) for those who collected the answers')
    .option('--language <language>', 'language of that page and of the reasons of rejected rows', 'en')
    .option('--rejected <file>', 'where rows with an error go (default: <file>.rejected.csv in the current folder)')
    .option('--corrected <file>', 'rejected rows, corrected: each takes the place of its line; one with nothing but its line is left out')
    .option('--sheet <name>', 'of a workbook with several sheets: which')
    .option('--long <columns>', 'question,answer: the columns of a file with a row for each answer')
    .action(async (file: string, own: LoadFlags, self: Command) => {
      const flags: LoadFlags = { ...own, ...self.optsWithGlobals<Pick<LoadFlags, 'seeds' | 'data'>>() }
      const [{ ruleNames }, { reportLanguages }, { readSeeds }] = await Promise.all([
        import('../report/rule-title.ts'),
        import('../report/words.ts'),
        import('./seeds-folder.ts'),
      ])
      checkFlags(file, flags, reportLanguages)
      const { seeds, data } = settingsOf(self)
      const { surveys } = readSeeds(seeds)
      const survey = surveys.find(({ id }) => id === flags.survey)
      if (!survey)
        throw new Refused(
          `there is no survey '${flags.survey}'; ${allowed(
            flags.survey,
            surveys.map(({ id }) => id),
          )}`,
        )
      const rules = ruleNames(survey)
      for (const rule of flags.accept ?? [])
        if (!rules.includes(rule)) throw new UsageError(`--accept '${rule}' is no rule; ${allowed(rule, rules)}`)
      const { loadWave } = await import('./load-wave.ts')
      await loadWave(file, flags, survey, { seeds, data })
    })
}
