import type { Command } from 'commander'
import type { Model } from '../model/model.ts'
import { settingsOf } from './settings.ts'

export const define = (command: Command): void => {
  command
    .description('Lists every mistake in a seeds folder and its wave files: file:line:column, the rule, what came, the way out.')
    .action(async (_, self: Command) => {
      const { seeds } = settingsOf(self)
      const [{ readSeeds, requireFolder }, { checkSeeds }, { RefusedInput }] = await Promise.all([
        import('./seeds-folder.ts'),
        import('../ingest/check-seeds.ts'),
        import('../model/refused-input.ts'),
      ])
      requireFolder(seeds)
      const findings = await checkSeeds(seeds)
      if (findings.length > 0) throw new RefusedInput(findings)
      process.stdout.write(`${contentsOf(readSeeds(seeds))}\n`)
    })
}

const contentsOf = ({ id, subjects, surveys, dimensions }: Model): string => {
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0)
  return [
    `ok ${id}: ${subjects.length} subjects`,
    `${sum(subjects.map(({ indicators }) => indicators.length))} indicators`,
    `${dimensions.length} dimensions`,
    `${surveys.length} surveys`,
    `${sum(surveys.map(({ questions }) => questions.length))} questions`,
    `${sum(surveys.map(({ waves }) => waves.files.length))} wave files`,
  ].join(', ')
}
