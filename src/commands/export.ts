import { createWriteStream } from 'node:fs'
import { basename, extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Option, type Command } from 'commander'
import type { Config } from '../config.ts'
import { UsageError } from '../errors.ts'
import { fixedParameters, type Parameters } from '../export/parameters.ts'
import { allowed } from '../model/nearest.ts'
import { Refused } from './ending.ts'
import type { Role } from '../server/endpoint.ts'
import { settingsOf } from './settings.ts'

const several: readonly string[] = ['indicators', 'by', 'year', 'area', 'having']
type Flags = { readonly format?: string; readonly output?: string; readonly researcher?: true } & Readonly<Record<string, string | readonly string[] | true | undefined>>

export const define = (command: Command): void => {
  command
    .description('Writes a table to a file or stdout: the same numbers and names as /data/SUBJECT.FORMAT of the server.')
    .usage('SUBJECT [options] [--DIMENSION members]')
    .argument('<subject>', 'id of the subject')
    .allowUnknownOption()
    .allowExcessArguments()
    .option('--format <format>', 'file format, such as csv or parquet (default: the ending of the output file, else csv)')
    .option('--researcher', 'with what is not public: as with a researcher key')
    .option('-o, --output <file>', 'file to write; stdout where left out')
    .addHelpText('after', "\nEvery dimension of the subject is an option too, such as: --severity mild,moderate")
  for (const [name, help] of Object.entries(fixedParameters)) command.addOption(new Option(`${flagOf(name)} ${valueOf(name)}`, help))
  command.action(async (subject: string, flags: Flags, self: Command) => {
    if (subject.startsWith('-')) throw new UsageError(`the subject comes first: kartlag export SUBJECT ${self.args.join(' ')}`)
    const config = settingsOf(self)
    const { formatOfFile, formats } = await import('../export/formats.ts')
    const wanted = flags.format ?? (flags.output ? (formatOfFile(flags.output)?.format.id ?? extname(flags.output).slice(1)) : 'csv')
    const format = formats.find(({ id }) => id === wanted)
    if (!format) throw new UsageError(`there is no format '${wanted}'; ${allowed(wanted, formats.map(({ id }) => id))}; say it with --format`)
    const document = await answer(config, flags.researcher ? 'researcher' : 'public', subject, new Map([...fixedGiven(flags), ...dimensionsGiven(self.args.slice(1))]))
    const csv = flags.output === undefined ? document.csv : basename(flags.output).replace(/-metadata\.json$/, '')
    const pieces = format.write({ ...document, csv })
    const file = flags.output === undefined ? process.stdout : createWriteStream(flags.output)
    await pipeline(Readable.from(pieces), file, { end: flags.output !== undefined })
  })
}

const flagOf = (name: string) => `--${name.replaceAll('_', '-')}`
const valueOf = (name: string) => (several.includes(name) ? `<${name}...>` : name === 'across_breaks' ? '[true]' : `<${name}>`)

const fixedGiven = (flags: Flags): [string, readonly string[]][] =>
  Object.keys(fixedParameters).flatMap((name) => {
    const value = flags[name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())]
    if (value === undefined) return []
    return [[name, typeof value === 'object' ? value : [String(value)]]]
  })

/** What commander does not know are dimensions: `--severity mild moderate`, `--severity=mild`, with - or _ between words. */
const dimensionsGiven = (words: readonly string[]): [string, readonly string[]][] => {
  const given: [string, string[]][] = []
  for (const word of words) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/.exec(word) ?? []
    if (name !== undefined) given.push([name.replaceAll('-', '_'), value === undefined ? [] : [value]])
    else if (word.startsWith('-') || given.length === 0) throw new UsageError(`'${word}' belongs to no option; kartlag export --help lists them`)
    else given.at(-1)?.[1].push(word)
  }
  return given
}

const answer = async (config: Config, role: Role, subject: string, parameters: Parameters) => {
  const [{ openContext }, { answerTable, refuseUnknownFlags }, { documentOf }] = await Promise.all([
    import('../server/local-context.ts'),
    import('../export/answer.ts'),
    import('../export/document.ts'),
  ])
  const opened = await openContext(config.data, config, { role, language: 'en' })
  if (!opened) throw new Refused(`there is no release in ${config.data} yet; make one with: kartlag build`)
  try {
    await refuseUnknownFlags(opened.context, { subject, parameters })
    const document = documentOf(await answerTable(opened.context, { subject, parameters }), opened.context.revealed?.() ?? false)
    if (document.secret !== null) process.stderr.write(`${document.secret}\n`)
    return document
  } finally {
    await opened.close()
  }
}
