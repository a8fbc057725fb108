import { addAttributes, makeTypes } from './dimension-types.ts'
import { nothingEarlier, type Earlier } from './earlier-suppression.ts'
import { makeFactKey } from './fact-key.ts'
import { fillCompleted } from './fill-completed.ts'
import { fillFacts } from './fill-facts.ts'
import { fillBorders } from './fill-borders.ts'
import { fillPopulation } from './fill-geography.ts'
import { fillSuppression } from './fill-suppression.ts'
import { makeGiven } from './given.ts'
import { runChecks } from './run-checks.ts'
import { suppressionBasis } from './suppression-basis.ts'
import { warehouseSql, type Stage } from './stage.ts'
import { together } from './together.ts'

/** Told of each fact table, and when the checks begin. */
export type Telling = { readonly subject: (id: string) => void; readonly checking: () => void }

/**
 * Fills the tables of the warehouse from answers that were read without a mistake, and checks them. Gives the waves of which more is hidden than their
 * answers need, because earlier releases did. Throws where the data break a check of the warehouse.
 */
export const fillWarehouse = async (stage: Stage, { subject, checking }: Telling, earlier: Earlier = nothingEarlier): Promise<readonly string[]> => {
  await makeTypes(stage)
  await fillPopulation(stage)
  await stage.writer.script(warehouseSql('stage/units.sql'))
  await addAttributes(stage)
  for (const each of stage.model.subjects) {
    subject(each.id)
    await makeGiven(stage, each, 'types')
    await fillFacts(stage, each)
  }
  await makeFactKey(stage)
  await fillBorders(stage)
  await fillCompleted(stage)
  const basisOf = await suppressionBasis(stage)
  const beside = await stage.writer.beside()
  try {
    // Patterns are worked out in JavaScript, while the database is idle.
    const [hidden] = await together(fillSuppression({ ...stage, writer: beside }, earlier, basisOf), finishAnswers(stage, checking))
    return hidden
  } finally {
    await beside.close()
  }
}

const finishAnswers = async ({ writer }: Stage, checking: () => void): Promise<void> => {
  await writer.script(warehouseSql('stage/answers.sql'))
  checking()
  await runChecks(writer)
}
