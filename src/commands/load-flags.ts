import { existsSync, statSync } from 'node:fs'
import { dirname, parse } from 'node:path'
import { UsageError } from '../errors.ts'
import type { RejectedPlace } from '../report/rejected-rows.ts'
import { allowed } from '../model/nearest.ts'
import { Refused } from './ending.ts'

/** The flags of `load`, as commander gives them. */
export type LoadFlags = {
  readonly survey: string
  readonly wave: string
  readonly dryRun?: true
  readonly accept?: readonly string[]
  readonly note?: string
  readonly report?: string
  readonly rejected?: string
  readonly corrected?: string
  readonly language: string
  readonly sheet?: string
  readonly long?: string
} & Folders
/** Where they are not those of the environment. */
export type Folders = { readonly seeds?: string | undefined; readonly data?: string | undefined }

/** Throws UsageError or Refused where a flag cannot be meant. `languages`: those there are. */
export const checkFlags = (file: string, flags: LoadFlags, languages: readonly string[]): void => {
  if (!/^[12]\d{3}$/.test(flags.wave)) throw new UsageError(`--wave is a year such as 2024; '${flags.wave}' came`)
  if (flags.note?.trim() === '') throw new UsageError('--note is empty; say why the warnings are no mistakes')
  if (!languages.includes(flags.language)) throw new UsageError(`--language is '${flags.language}'; ${allowed(flags.language, languages)}`)
  if (flags.long !== undefined && flags.long.split(',').length !== 2)
    throw new UsageError(
      `--long names two columns, that of the question and that of its answer, such as --long question,answer; '${flags.long}' came`,
    )
  for (const path of [flags.report, flags.rejected])
    if (path !== undefined && !existsSync(dirname(path))) throw new Refused(`there is no folder ${dirname(path)} to write ${path} to`)
  for (const path of [file, flags.corrected])
    if (path !== undefined && !(existsSync(path) && statSync(path).isFile()))
      throw new Refused(existsSync(path) ? `${path} is a folder; name the file in it` : `there is no file ${path}`)
}

/** How the file is to be read, where it does not say itself. */
export const readingOf = ({ sheet, long }: LoadFlags): Record<string, string> => ({
  ...(sheet !== undefined && { sheet }),
  ...(long !== undefined && { long }),
})

/** Where rejected rows go: as said, or to the current folder, where no file is written over but the corrections that were given. */
export const rejectedPlace = (file: string, { rejected, corrected }: LoadFlags): RejectedPlace =>
  rejected === undefined
    ? { name: (number) => `${parse(file).name}.rejected${number === 1 ? '' : `-${number}`}.csv`, overwrites: (path) => path === corrected }
    : { name: () => rejected, overwrites: () => true }

/** The command again without --dry-run and the like, with more flags at its end. */
export const commandLine = (file: string, flags: LoadFlags, more: readonly string[] = []): string => {
  const { survey, wave, sheet, long, corrected, accept = [], note } = flags
  const given = Object.entries({ survey, wave, sheet, long, corrected, note }).filter(([name]) => !more.includes(`--${name}`))
  const own = given.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
  const words = [file, ...own, ...accept.flatMap((rule) => ['--accept', rule]), ...more]
  return commandOf('load', words, flags)
}

/** A command to paste, in the folders that were named; words that a shell would take apart are quoted. */
export const commandOf = (name: string, words: readonly string[], { seeds, data }: Folders): string => {
  const folders = Object.entries({ seeds, data }).flatMap(([flag, folder]) => (folder === undefined ? [] : [`--${flag}`, folder]))
  const quoted = [...words, ...folders].map((word) => (/^[\w./:,=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
  return ['kartlag', name, ...quoted].join(' ')
}
