import type { Command } from 'commander'
import { UsageError } from '../errors.ts'
import { alignedText } from '../export/aligned-text.ts'
import { settingsOf } from './settings.ts'
import { waitFor } from './waiting.ts'
import { refuseWords } from './words.ts'

const mostNamed = 4

export const define = (command: Command): void => {
  command
    .description('Lists the releases, newest first; * is the one that is served. A running server notices a change within a second.')
    .allowExcessArguments()
    .action(async (_, self: Command) => {
      refuseWords(self)
      const { data } = settingsOf(self)
      const [{ brokenReleases, manifestsIn, whatIsCurrent }, { loadedOf }] = await Promise.all([import('../release/store.ts'), import('../release/loaded-waves.ts')])
      const { key: current, wrong: pointer } = whatIsCurrent(data)
      const rows = manifestsIn(data).map((release) => [release.key === current ? '*' : '', release.key, release.createdAt, named(loadedOf(data, release)), release.note ?? ''])
      process.stdout.write(rows.length === 0 ? 'no releases\n' : alignedText({ columns: ['', 'release', 'created', 'loaded', 'note'], rows }))
      for (const wrong of [...(pointer === null ? [] : [pointer]), ...brokenReleases(data).map((one) => one.wrong)]) process.stderr.write(`warning: ${wrong}\n`)
    })
  command
    .command('show <id>')
    .description('What a release was made of, what was accepted, and what it changed.')
    .action(async (id: string, _, self: Command) => {
      const { data } = settingsOf(self)
      const [{ currentRelease, manifestOf }, { releaseLines }] = await Promise.all([import('../release/store.ts'), import('./release-lines.ts')])
      const manifest = manifestOf(data, id)
      process.stdout.write(releaseLines(data, manifest, currentRelease(data) === id).join('\n') + '\n')
    })
  command
    .command('use <id>')
    .description('Serves another release; the one before is kept. The waves that are loaded are those of the release in use, so this undoes a load.')
    .action(async (id: string, _, self: Command) => {
      const { data } = settingsOf(self)
      const [{ manifestOf, releasePath, useRelease }, { requireWhole }, { asOneWriter }] = await Promise.all([
        import('../release/store.ts'),
        import('../release/manifest.ts'),
        import('../release/one-writer.ts'),
      ])
      manifestOf(data, id) // before anything is made in a folder that is no data directory
      requireWhole(releasePath(data, id))
      await asOneWriter(data, () => useRelease(data, id), waitFor)
      process.stdout.write(`release ${id} is current\n`)
    })
  command
    .command('prune')
    .description('Deletes all but the newest releases; the current one and the files that were loaded are always kept.')
    .requiredOption('--keep <n>', 'how many of the newest are kept')
    .action(async ({ keep }: { keep: string }, self: Command) => {
      if (!/^\d{1,6}$/.test(keep)) throw new UsageError(`--keep is a number of releases, 0 or more; '${keep}' came`)
      const { data } = settingsOf(self)
      const [{ listReleases, pruneReleases }, { asOneWriter }] = await Promise.all([import('../release/store.ts'), import('../release/one-writer.ts')])
      const gone = listReleases(data).length === 0 ? [] : await asOneWriter(data, () => pruneReleases(data, Number(keep)), waitFor)
      process.stdout.write(gone.length === 0 ? 'nothing to delete\n' : `deleted ${gone.join(', ')}\n`)
    })
}

const named = (waves: readonly { readonly survey: string; readonly year: number }[]): string => {
  const names = waves.map(({ survey, year }) => `${survey} ${year}`)
  const rest = names.length - mostNamed
  return rest > 1 ? `${names.slice(-mostNamed).join(', ')} and ${rest} more` : names.join(', ')
}
