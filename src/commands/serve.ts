import type { Command } from 'commander'
import { describeSettings, type Config } from '../config.ts'
import { UsageError } from '../errors.ts'
import { settingsOf } from './settings.ts'

export const define = (command: Command): void => {
  command
    .description('Serves the warehouse over HTTP until SIGINT or SIGTERM. Builds a release first if the data directory has none.')
    .option('--host <host>', 'address to listen on (KARTLAG_HOST; default 127.0.0.1)')
    .option('--port <number>', 'port to listen on; 0 takes a free one (KARTLAG_PORT; default 4000)')
    .option('--documents <dir>', 'GraphQL documents that are answered by their names: NAME.graphql, or lists of code generators (KARTLAG_DOCUMENTS)')
    .option('--only-persisted', 'answer the public these documents only; a researcher key asks whatever it likes (KARTLAG_ONLY_PERSISTED)')
    .addHelpText('after', environment)
    .action((_, self: Command) => run(settingsOf(self)))
}

const run = async (config: Config): Promise<void> => {
  if (config.onlyPersisted && config.documents === '') throw new UsageError('--only-persisted answers documents only, and there are none: name their folder with --documents DIR')
  const [{ currentRelease, releasePath }, { tidy }, { requireWhole }] = await Promise.all([
    import('../release/store.ts'),
    import('../release/one-writer.ts'),
    import('../release/manifest.ts'),
  ])
  await tidy(config.data)
  const key = currentRelease(config.data)
  if (key !== null) requireWhole(releasePath(config.data, key))
  else {
    const [{ requireFolder }, { buildApartWithProgress }] = await Promise.all([import('./seeds-folder.ts'), import('./building.ts')])
    requireFolder(config.seeds)
    await buildApartWithProgress({ seeds: config.seeds, data: config.data })
  }
  const [{ createWarehouseEndpoint }, { serve }, { closedOnSignal }] = await Promise.all([
    import('../server/warehouse-endpoint.ts'),
    import('../server/serve.ts'),
    import('../server/shutdown.ts'),
  ])
  const endpoint = await createWarehouseEndpoint(config.data, config)
  const served = await serve(endpoint, config)
  const notice = endpoint.landing?.('en').notice
  process.stdout.write(`kartlag serves release ${endpoint.release()?.key ?? ''} at ${served.url}\n${notice ? `${notice.trim()}\n` : ''}`)
  await closedOnSignal(served.close)
}

const environment = (): string =>
  ['', 'Settings in the environment:', ...describeSettings().map(({ variable, fallback, help }) => `  ${variable.padEnd(30)} ${help} (${fallback})`)].join('\n')
