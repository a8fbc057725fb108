import type { Command } from 'commander'
import { UsageError } from '../errors.ts'
import { createProgress } from './progress.ts'
import { settingsOf } from './settings.ts'

export const define = (command: Command): void => {
  command
    .description('Writes the waves of the surveys whose answers are made up, as files like those a respondent would send. The same seed gives the same files.')
    .option('--seed <n>', 'number that decides every made-up answer (default: that of the seeds folder)')
    .option('--out <dir>', 'folder to write to (default: the seeds folder, where `build` finds them)')
    .action(async ({ seed, out }: { seed?: string; out?: string }, self: Command) => {
      if (seed !== undefined && !/^\d{1,9}$/.test(seed)) throw new UsageError(`--seed is a whole number from 0 to 999999999; '${seed}' came`)
      const { seeds } = settingsOf(self)
      const folder = out ?? seeds
      const [{ readSeeds }, { writeDemo }] = await Promise.all([import('./seeds-folder.ts'), import('../demo/demo.ts')])
      readSeeds(seeds)
      const line = createProgress()
      const files = await writeDemo({
        seeds,
        out: folder,
        ...(seed === undefined ? {} : { seed: Number(seed) }),
        progress: (file, done, of) => line.say(`${done}/${of} ${file}`),
      }).finally(line.end)
      process.stdout.write(files.length === 0 ? 'no survey of this folder has made-up answers\n' : `wrote ${files.length} files to ${folder}; all of their answers are made up\n`)
    })
}
