import type { GraphQLSchema } from 'graphql'
import type { Model } from '../src/model/model.ts'
import { fieldName } from '../src/model/names.ts'
import { addAnswer } from './answer.ts'
import { addArea } from './area.ts'
import { createBuilder } from './builder.ts'
import { directives } from './cache-control.ts'
import { addDimension } from './dimension.ts'
import { createEnums, described } from './enums.ts'
import { addIndicator } from './indicator.ts'
import type { Kit } from './kit.ts'
import { createNodes } from './nodes.ts'
import { addNode } from './node.ts'
import { addPoint } from './point.ts'
import { addQuestion } from './question.ts'
import { addRelease } from './release.ts'
import { releaseAsked, releaseWords } from './release-asked.ts'
import { addScalars } from './scalars.ts'
import { addSeries } from './series.ts'
import { addSource } from './source.ts'
import { createSharedInputs } from './subject-inputs.ts'
import { addSubject, selectIn, type SubjectTypes } from './subject.ts'
import { addSurvey } from './survey.ts'
import { addTable } from './table.ts'
import { addUnit } from './unit.ts'

const addSubjectFields = ({ builder }: Kit, subjects: readonly SubjectTypes[]): void => {
  builder.queryFields((t) =>
    Object.fromEntries(
      subjects.map(({ subject, dimensions, Filter, Answer }) => [
        fieldName(subject.id),
        t.field({
          type: Answer,
          description: described(subject.label, subject.description),
          args: { where: t.arg({ type: Filter }), release: t.arg.id({ description: releaseWords }) },
          resolve: async (_, { where, release }, context) => selectIn(await releaseAsked(context, release), subject.id, dimensions, where, null),
        }),
      ]),
    ),
  )
}

/** The GraphQL schema of a model. It depends on nothing else: not on the answers, not on the release. */
export const createSchema = (model: Model): GraphQLSchema => {
  const builder = createBuilder()
  const kit: Kit = { builder, model, nodes: createNodes(builder), enums: createEnums(builder, model) }
  builder.queryType({ description: described(model.title, model.notice) })
  addScalars(builder)
  addPoint(kit)
  addSource(kit)
  const { Transform } = addSeries(kit)
  addTable(kit)
  const shared = createSharedInputs(builder, Transform)
  const subjects = model.subjects.map((subject) => addSubject(kit, shared, subject))
  addArea(kit, subjects)
  addIndicator(kit)
  addDimension(kit)
  addSurvey(kit)
  addQuestion(kit)
  addAnswer(kit)
  addUnit(kit)
  addRelease(kit)
  addNode(builder)
  addSubjectFields(kit, subjects)
  return builder.toSchema({ sortSchema: false, directives }) // members and fields in the order of the model
}
