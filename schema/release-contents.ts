import type { ObservationStatus } from '../src/series/point.ts'
import { statuses } from '../src/series/point.ts'
import type { NationalChange } from '../src/release/national-change.ts'
import type { Accepted, Input, LoadedWave } from '../src/release/manifest.ts'
import type { ReleaseSummary } from './context.ts'
import type { Types } from './builder.ts'
import type { Kit } from './kit.ts'

type Fields = PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<Types>, ReleaseSummary>

const statusNamed = (status: string | undefined): ObservationStatus | null => statuses.find((one) => one === status) ?? null

const rowsOf = ({ rows = {} }: ReleaseSummary, isOf: (table: string) => boolean): number =>
  Object.entries(rows).reduce((sum, [table, count]) => sum + (isOf(table) ? count : 0), 0)

const addChange = ({ builder, enums }: Kit) => {
  const Change = builder.objectRef<NationalChange>('ReleaseChange')
  Change.implement({
    description: 'A number for the whole country, without split, that is another than in the release before.',
    fields: (t) => ({
      indicator: t.exposeID('indicator', { description: '<subject>.<indicator>' }),
      survey: t.exposeID('survey', {
        nullable: true,
        description: 'Key of the survey, where several asked the same and none speaks for the year; else null.',
      }),
      year: t.exposeInt('year'),
      before: t.float({
        nullable: true,
        description: 'Null where there was none; `statusBefore` says why.',
        resolve: ({ before }) => before?.value ?? null,
      }),
      after: t.float({
        nullable: true,
        description: 'Null where there is none; `status` says why.',
        resolve: ({ after }) => after?.value ?? null,
      }),
      statusBefore: t.field({
        type: enums.ObservationStatus,
        nullable: true,
        description: 'Null where it is new.',
        resolve: ({ before }) => statusNamed(before?.status),
      }),
      status: t.field({
        type: enums.ObservationStatus,
        nullable: true,
        description: 'Null where it is gone.',
        resolve: ({ after }) => statusNamed(after?.status),
      }),
    }),
  })
  return Change
}

/** The fields of a release that tell what it was made of and what became of it. */
export const releaseContents = (kit: Kit) => {
  const { builder } = kit
  const Change = addChange(kit)
  const File = builder.objectRef<Input>('InputFile')
  File.implement({
    description: 'A file that a release was made from.',
    fields: (t) => ({ file: t.exposeString('file'), checksum: t.exposeString('checksum', { description: 'SHA-256, hexadecimal.' }) }),
  })
  const LoadedFile = builder.objectRef<LoadedWave>('LoadedWave')
  LoadedFile.implement({
    description: 'A wave that was handed in after the seeds folder.',
    fields: (t) => ({
      survey: t.exposeID('survey'),
      year: t.exposeInt('year'),
      file: t.exposeString('file'),
      checksum: t.exposeString('checksum', { description: 'SHA-256, hexadecimal.' }),
      corrections: t.field({
        type: File,
        nullable: true,
        description: 'Rows that take the place of those of the file.',
        resolve: ({ corrections }) => corrections,
      }),
      note: t.exposeString('note', { nullable: true, description: 'What was said of it when it was loaded.' }),
    }),
  })
  const AcceptedRule = builder.objectRef<Accepted>('AcceptedRule')
  AcceptedRule.implement({
    description: 'A rule whose warnings were accepted when a wave was loaded.',
    fields: (t) => ({
      rule: t.exposeID('rule'),
      survey: t.exposeID('survey'),
      year: t.exposeInt('year'),
      findings: t.exposeInt('findings', { description: 'How many warnings.' }),
      note: t.exposeString('note', { nullable: true }),
    }),
  })
  const Counts = builder.objectRef<ReleaseSummary>('ReleaseCounts')
  Counts.implement({
    description: 'Rows of the tables of a release.',
    fields: (t) => ({
      waves: t.int({ resolve: (release) => rowsOf(release, (table) => table === 'wave') }),
      units: t.int({
        description: 'Who answered or should have, in any wave.',
        resolve: (release) => rowsOf(release, (table) => table === 'unit'),
      }),
      answers: t.int({
        description: 'What units said, question by question.',
        resolve: (release) => rowsOf(release, (table) => table === 'answer'),
      }),
      facts: t.int({
        description: 'Of the tables of all subjects.',
        resolve: (release) => rowsOf(release, (table) => table.startsWith('fact_')),
      }),
    }),
  })
  return (t: Fields) => ({
    program: t.string({
      nullable: true,
      description: 'Version of the program that made it, with a checksum of its code.',
      resolve: ({ program }) => program ?? null,
    }),
    before: t.id({
      nullable: true,
      description: 'Key of the release that was current when this one was made; null where there was none, or nobody recorded it.',
      resolve: ({ parent }) => parent ?? null,
    }),
    inputs: t.field({ type: [File], description: 'Every file it was made from.', resolve: ({ inputs }) => [...(inputs ?? [])] }),
    loaded: t.field({
      type: [LoadedFile],
      nullable: true,
      description: 'Waves handed in after the seeds folder; null where nobody recorded them.',
      resolve: ({ loaded }) => (loaded ? [...loaded] : null),
    }),
    accepted: t.field({
      type: [AcceptedRule],
      description: 'Warnings that were accepted, by which rule and note.',
      resolve: ({ accepted }) => [...(accepted ?? [])],
    }),
    counts: t.field({ type: Counts, resolve: (release) => release }),
    changes: t.field({
      type: [Change],
      nullable: true,
      description:
        'What moved nationally since the release before, as the public sees it; null where there was none to compare with, or nobody recorded it.',
      resolve: ({ changes }) => (changes ? [...changes] : null),
    }),
  })
}
