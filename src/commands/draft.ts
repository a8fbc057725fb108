import { existsSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { UsageError } from '../errors.ts'
import { Refused } from './ending.ts'
import { settingsOf } from './settings.ts'

type Flags = { readonly survey: string; readonly sheet?: string; readonly output?: string }

export const define = (command: Command): void => {
  command
    .description(
      'Proposes a survey file for an answer file that no survey of the seeds folder describes: its questions, kinds of answers, ' +
        'options and words for missing ones. What is uncertain is a comment, for a person to decide.',
    )
    .argument('<file>', 'answer file as it came, of any kind that load reads')
    .requiredOption('--survey <id>', 'id of the new survey')
    .option('--sheet <name>', 'of a workbook with several sheets: which')
    .option('-o, --output <file>', 'file to write, such as seeds/surveys/ID.yaml; stdout where left out')
    .action(async (file: string, { survey, sheet, output }: Flags, self: Command) => {
      const [{ readSeeds }, { draftSurvey }, { openFile }, { isId, idLike }] = await Promise.all([
        import('./seeds-folder.ts'),
        import('../draft/draft.ts'),
        import('../reading/formats.ts'),
        import('../model/declared-ids.ts'),
      ])
      if (!isId(survey))
        throw new UsageError(`--survey is an id such as ${idLike(survey) || 'my_survey'}: small letters, digits and _; '${survey}' came`)
      if (!existsSync(file) || !statSync(file).isFile()) throw new Refused(`there is no file ${file}`)
      if (output !== undefined && existsSync(output))
        throw new Refused(`there is a file ${output} already; delete it, or write the draft to another`)
      const { seeds } = settingsOf(self)
      const model = readSeeds(seeds)
      if (model.surveys.some(({ id }) => id === survey))
        throw new Refused(
          `there is a survey '${survey}' already; name a new one, or load the file: kartlag load ${file} --survey ${survey} --wave YEAR`,
        )
      const draft = await draftSurvey(await openFile(file, basename(file), { sheet }), { survey, file: basename(file), seeds, model })
      if (draft === null) throw new Refused(`${file} has no columns`)
      if (output === undefined) return void process.stdout.write(draft.yaml)
      writeFileSync(output, draft.yaml, { flag: 'wx' })
      const { rows, questions, giving, aside, year } = draft
      const left = aside.length === 0 ? 'no column' : aside.join(', ')
      process.stdout.write(
        `wrote ${output}: ${rows} rows, ${questions} questions, ${giving} of them with what they give; ${left} left out\n` +
          `next: finish it, kartlag check, and kartlag load ${file} --survey ${survey} --wave ${year ?? 'YEAR'}\n`,
      )
    })
}
