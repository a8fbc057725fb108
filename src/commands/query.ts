import { existsSync, readFileSync } from 'node:fs'
import { Option, type Command } from 'commander'
import { UsageError } from '../errors.ts'
import { allowed } from '../model/nearest.ts'
import type { LocalAnswer } from '../server/local-query.ts'
import { Refused } from './ending.ts'
import { settingsOf } from './settings.ts'

const formats = ['table', 'json', 'csv']
type Flags = { readonly execute?: string; readonly variables?: string; readonly operation?: string; readonly format: string; readonly researcher?: true; readonly release?: string }

export const define = (command: Command): void => {
  command
    .description('Runs a GraphQL query on the current release or the one named, without a server, and prints its answer. Errors go to stderr, with exit code 1.')
    .argument('[file]', 'file with the query; - reads it from stdin')
    .option('-e, --execute <query>', 'the query itself')
    .option('--variables <json>', 'values of its variables, a JSON object')
    .option('--researcher', 'with what is not public: as with a researcher key')
    .option('--release <key>', 'release that answers, by its own schema; the current one where left out')
    .option('--operation <name>', 'which of several operations in the file')
    .addOption(new Option('--format <format>', `${formats.join(', ')}: the answer as rows, one per innermost object, or as it is`).default('json'))
    .action(async (file: string | undefined, flags: Flags, self: Command) => {
      if (!formats.includes(flags.format)) throw new UsageError(`--format is '${flags.format}'; ${allowed(flags.format, formats)}`)
      const query = { source: sourceOf(file, flags), variables: variablesOf(flags.variables), operation: flags.operation ?? null, release: flags.release ?? null }
      const config = settingsOf(self)
      const { queryLocally } = await import('../server/local-query.ts')
      const answer = await queryLocally(config, flags.researcher ? 'researcher' : 'public', query)
      if (!answer) throw new Refused(`there is no release in ${config.data} yet; make one with: kartlag build`)
      if (answer.notice !== null) process.stderr.write(`${answer.notice}\n`)
      await print(answer, flags.format)
      if (answer.errors.length > 0) throw new Refused(answer.errors.join('\nerror: '))
    })
}

const sourceOf = (file: string | undefined, { execute }: Flags): string => {
  if (file !== undefined && execute !== undefined) throw new UsageError('a file and -e were given; leave out one of the two')
  if (execute !== undefined) return execute
  if (file === undefined) throw new UsageError("no query: name a file, - for stdin, or give one with -e '{ warehouse { title } }'")
  if (file !== '-' && !existsSync(file)) throw new UsageError(`there is no file ${file}; name a file with a query, - for stdin, or give the query with -e`)
  return readFileSync(file === '-' ? 0 : file, 'utf8')
}

const variablesOf = (json: string | undefined): Record<string, unknown> => {
  if (json === undefined) return {}
  const read = (): unknown => {
    try {
      return JSON.parse(json)
    } catch (error) {
      throw new UsageError(`--variables is no JSON: ${(error as Error).message}; write for example --variables '{"code": "46"}'`)
    }
  }
  const value = read()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError(`--variables is an object of names and values; ${json} came`)
  return value as Record<string, unknown>
}

const print = async ({ data, release, notice }: LocalAnswer, format: string): Promise<void> => {
  if (data === null) return
  if (format === 'json') return void process.stdout.write(`${JSON.stringify({ data, extensions: { release, ...(notice !== null && { notice }) } }, null, 2)}\n`)
  const { flatten } = await import('../export/flatten.ts')
  const { alignedText } = await import('../export/aligned-text.ts')
  const { csvLines } = await import('../export/csv.ts')
  process.stdout.write(format === 'csv' ? [...csvLines(flatten(data))].join('') : alignedText(flatten(data)))
}
