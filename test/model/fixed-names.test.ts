import { expect, test } from 'vitest'
import { createSchema } from '../../schema/schema.ts'
import { fixedNames, subjectSuffixes } from '../../src/model/fixed-names.ts'
import { fieldName, typeName } from '../../src/model/names.ts'
import { readModel } from '../../src/model/read-model.ts'
import { smallFolder, withFolder } from './small-folder.ts'

const { model } = withFolder(smallFolder, readModel)
if (model === null) throw new Error('the small folder is not valid')
const schema = createSchema(model)
const dimensions = model.dimensions.map(({ id }) => fieldName(id))
const subjects = model.subjects.map(({ id }) => fieldName(id))

/** The fields of a type that do not come from the model. */
function fixedFields(type: string, own: readonly string[]): string[] {
  const found = schema.getType(type)
  if (found === undefined || !('getFields' in found)) throw new Error(`the schema has no type ${type}`)
  return Object.keys(found.getFields()).filter((name) => !own.includes(name))
}

const reserved = (names: readonly string[]) => expect.arrayContaining([...names])

test('every type of the schema that does not come from the model is a name no id may take', () => {
  const own = [
    ...model.subjects.flatMap(({ id }) => subjectSuffixes.map((suffix) => typeName(id) + suffix)),
    ...model.dimensions.map(({ id }) => typeName(id)),
  ]
  const types = Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('__') && !own.includes(name))
  expect([...fixedNames.types]).toEqual(reserved(types))
})

test('so is every field of Query, Area, filters and series', () => {
  expect([...fixedNames.queryFields]).toEqual(reserved(fixedFields('Query', subjects)))
  expect([...fixedNames.areaFields]).toEqual(reserved(fixedFields('Area', subjects)))
  expect([...fixedNames.dimensionFields]).toEqual(reserved(fixedFields('WaitingFilter', dimensions)))
  expect([...fixedNames.dimensionFields]).toEqual(reserved(fixedFields('WaitingSeries', dimensions)))
})
