import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { Option, type Command } from 'commander'
import type { CodebookSource } from '../codebook/codebook.ts'
import type { Config } from '../config.ts'
import { UsageError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import { allowed } from '../model/nearest.ts'
import type { Wave } from '../query/warehouse.ts'
import { Refused } from './ending.ts'
import { settingsOf } from './settings.ts'

type Flags = { readonly survey: string; readonly wave?: string; readonly format?: string; readonly language: string; readonly output?: string; readonly seedsOnly?: true }

export const define = (command: Command): void => {
  command
    .description('Writes the codebook of a wave: its questions as they were asked, options, missing codes, filters, what they give and how many answered.')
    .requiredOption('--survey <id>', 'survey')
    .option('--wave <year>', 'year of the wave (default: the newest)')
    .option('--format <format>', 'md, csv or ddi (DDI Codebook 2.5); default: the ending of the output file, else md')
    .addOption(new Option('--language <language>', 'language of headings and labels; questions are in all').default('en'))
    .option('-o, --output <file>', 'file to write; stdout where left out')
    .option('--seeds-only', 'of the seeds folder as it is, without a release and who answered')
    .action(async (flags: Flags, self: Command) => {
      const { formats } = await import('../codebook/formats.ts')
      const { output } = flags
      const given = flags.format ?? (output === undefined ? '' : extname(output).slice(1))
      const format = formats.find(({ id, ending }) => (given === '' ? id === 'md' : id === given || (flags.format === undefined && ending === given)))
      if (!format) throw new UsageError(`there is no format '${given}'; ${allowed(given, formats.map(({ id }) => id))}; say it with --format`)
      if (flags.wave !== undefined && !/^[12]\d{3}$/.test(flags.wave)) throw new UsageError(`--wave is a year such as 2024; '${flags.wave}' came`)
      const text = await withSource(settingsOf(self), flags, async (source) => {
        const { codebookOf } = await import('../codebook/codebook.ts')
        const { languages } = source.model
        if (!languages.includes(flags.language)) throw new UsageError(`--language is '${flags.language}'; ${allowed(flags.language, languages)}`)
        return format.textOf(codebookOf(source), flags.language)
      })
      if (output === undefined) process.stdout.write(text)
      else writeFileSync(output, text)
    })
}

/** Of the current release, or of the seeds folder where there is none. */
const withSource = async <T>(config: Config, flags: Flags, run: (source: CodebookSource) => Promise<T>): Promise<T> => {
  const [{ currentRelease, releasePath }, { openRelease }] = await Promise.all([import('../release/store.ts'), import('../release/open.ts')])
  const key = flags.seedsOnly ? null : currentRelease(config.data)
  if (key === null) return run(await ofSeeds(config.seeds, flags))
  const { databaseSettings } = await import('../server/database-settings.ts')
  const release = await openRelease(releasePath(config.data, key), databaseSettings(config))
  try {
    const { readResponse } = await import('../codebook/response.ts')
    const survey = surveyIn(release.model, flags.survey, ` in release ${key}`)
    const year = yearOf(survey.id, release.waves.filter((one) => one.survey === survey.id).map((one) => one.year), flags)
    const wave = release.waves.find((one) => one.survey === survey.id && one.year === year)
    return await run({ model: release.model, survey, year, waves: release.waves, release, response: wave ? await readResponse(release, wave) : null })
  } finally {
    await release.close()
  }
}

const ofSeeds = async (seeds: string, flags: Flags): Promise<CodebookSource> => {
  const [{ readSeeds }, { yearsInFile }] = await Promise.all([import('./seeds-folder.ts'), import('../model/years-in-file.ts')])
  const model = readSeeds(seeds)
  const survey = surveyIn(model, flags.survey)
  const years = survey.waves.files.map(({ file, year }) => (typeof year === 'number' ? [year] : yearsInFile(seeds, file, year)))
  // Where a file is not there yet, nobody knows its years: any that is asked for is taken.
  const known = years.includes(null) && flags.wave !== undefined ? [Number(flags.wave)] : years.flatMap((some) => some ?? [])
  const year = yearOf(survey.id, known, flags)
  const waves = known.map((one): Wave => ({ survey: survey.id, year: one, synthetic: survey.waves.synthetic, frame: null, sampled: null, respondents: 0 }))
  return { model, survey, year, waves, release: null, response: null }
}

const surveyIn = ({ surveys }: Model, id: string, where = '') => {
  const survey = surveys.find((one) => one.id === id)
  if (!survey) throw new Refused(`there is no survey '${id}'${where}; ${allowed(id, surveys.map((one) => one.id))}`)
  return survey
}

const yearOf = (survey: string, years: readonly number[], { wave }: Flags): number => {
  const newest = Math.max(...years)
  if (years.length === 0)
    throw new Refused(`survey ${survey} has no answers yet; load a wave with: kartlag load, or name the year of a form in the seeds folder: --seeds-only --wave YEAR`)
  if (wave === undefined) return newest
  if (!years.includes(Number(wave))) throw new Refused(`survey ${survey} has no wave ${wave}; there are ${[...years].sort((a, b) => a - b).join(', ')}`)
  return Number(wave)
}
