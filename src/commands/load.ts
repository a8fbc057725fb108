import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { UsageError } from '../errors.ts'
import type { Finding } from '../model/finding.ts'
import type { Model } from '../model/model.ts'
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
    .option('--dry-run', 'only check the file')
    .action(async (file: string, { survey, wave, dryRun }: Flags, self: Command) => {
      if (!/^[12]\d{3}$/.test(wave)) throw new UsageError(`--wave is a year such as 2024; '${wave}' came`)
      if (!existsSync(file) || !statSync(file).isFile()) throw new Refused(`there is no file ${file}`)
      const { seeds, data } = settingsOf(self)
      const { readSeeds } = await import('./seeds-folder.ts')
      const model = readSeeds(seeds)
      const surveys = model.surveys.map(({ id }) => id)
      if (!surveys.includes(survey)) throw new Refused(`there is no survey '${survey}'; ${allowed(survey, surveys)}`)
      const { loadedFile } = await import('../ingest/wave-files.ts')
      const said = await withCandidate(file, loadedFile(survey, Number(wave)), (candidate, place) =>
        dryRun ? check(model, { seeds, data, candidate, name: `${survey} ${wave}` }) : load({ seeds, data, candidate, place, name: `${survey} ${wave}` }),
      )
      process.stdout.write(`${said}\n`)
    })
}

/** Runs a task with the file lying where the wave would lie in a folder of loaded waves; mistakes in it are told of the file as it was named. */
const withCandidate = async (file: string, place: string, task: (candidate: string, place: string) => Promise<string>): Promise<string> => {
  const { RefusedInput } = await import('../model/refused-input.ts')
  const candidate = mkdtempSync(join(tmpdir(), 'kartlag-load-'))
  try {
    mkdirSync(dirname(join(candidate, place)), { recursive: true })
    copyFileSync(file, join(candidate, place))
    return await task(candidate, place)
  } catch (error) {
    if (!(error instanceof RefusedInput)) throw error
    throw new RefusedInput(error.findings.map((one): Finding => (one.file === place ? { ...one, file } : one)))
  } finally {
    rmSync(candidate, { recursive: true, force: true })
  }
}

type Where = { readonly seeds: string; readonly data: string; readonly candidate: string; readonly name: string }

const check = async (model: Model, { seeds, data, candidate, name }: Where): Promise<string> => {
  const [{ checkWaves }, { RefusedInput }] = await Promise.all([import('../ingest/check-waves.ts'), import('../model/refused-input.ts')])
  const findings = await checkWaves(model, seeds, [candidate, data])
  if (findings.length > 0) throw new RefusedInput(findings)
  return `ok ${name}: nothing to remark, nothing changed`
}

const load = async ({ seeds, data, candidate, place, name }: Where & { readonly place: string }): Promise<string> => {
  const { buildWithProgress } = await import('./building.ts')
  const replaced = existsSync(join(data, place))
  const { key } = await buildWithProgress({ seeds, data, loaded: [candidate, data], accepted: () => keep(join(candidate, place), join(data, place)) })
  return `${replaced ? 'replaced' : 'loaded'} ${name}; release ${key}`
}

/** Puts the raw file among the loaded waves, in one step. */
const keep = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true })
  const next = `${to}.${process.pid}`
  copyFileSync(from, next)
  renameSync(next, to)
}
