import type { Writer } from '../database/writer.ts'
import { sql } from '../database/sql.ts'
import { sortFindings, type Finding } from '../model/finding.ts'
import { conflicts, mayConflict } from './conflicts.ts'
import { fillAreas } from './fill-geography.ts'
import { makeGiven } from './given.ts'
import { stageAreas } from './stage-frame.ts'
import { numberedQuestions, stageModel } from './stage-model.ts'
import { stageWaves } from './stage-waves.ts'
import { warehouseSql, type Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** Makes the tables and reads the areas and every wave file into the stage tables. All mistakes, sorted; empty: it can be built. */
export const readAnswers = async (stage: Stage, files: readonly WaveFile[], read: (file: string) => void): Promise<Finding[]> => {
  const { writer, model } = stage
  await makeTables(
    writer,
    model.surveys.map(({ id }) => id),
  )
  await stageModel(stage)
  await fillAreas(stage)
  await stageAreas(stage)
  const findings = await stageWaves(stage, files, read)
  for (const file of ['stage/members.sql', 'stage/ticks.sql']) await writer.script(warehouseSql(file))
  const questions = numberedQuestions(model)
  for (const subject of model.subjects.filter((each) => mayConflict(each, questions))) {
    await makeGiven(stage, subject, 'text')
    findings.push(...(await conflicts(stage, subject, questions)))
  }
  return sortFindings(findings)
}

const makeTables = async (writer: Writer, surveys: readonly string[]): Promise<void> => {
  for (const file of ['macros/text.sql', 'stage/tables.sql']) await writer.script(warehouseSql(file))
  await writer.run(sql`create temp table stage_survey (survey varchar)`)
  for (const survey of surveys) await writer.run(sql`insert into stage_survey values (${{ type: 'varchar', value: survey }})`)
  await writer.run(sql`create type survey_id as enum (select survey from stage_survey)`)
  for (const file of ['tables/area.sql', 'tables/survey.sql', 'tables/imputation.sql', 'tables/suppression.sql', 'tables/release.sql']) await writer.script(warehouseSql(file))
}
