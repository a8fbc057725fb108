import type { Place } from '../finding.ts'
import { fixedNames, indicatorSuffixes, subjectSuffixes } from '../fixed-names.ts'
import type { Folder } from '../folder.ts'
import { enumName, fieldName, typeName } from '../names.ts'
import type { Shaped } from '../shaped-file.ts'
import type { SubjectShape } from '../shapes/subject-shape.ts'
import { rule } from './rule.ts'

/** A name that an id (or the fixed schema: no place) takes in a space of names. */
type Claim = { readonly space: string; readonly name: string; readonly owner: string; readonly place: Place | null }
type Owner = { readonly owner: string; readonly place: Place }

export const nameTaken = rule('name-taken', (folder, report) => {
  const holders = new Map<string, Claim>()
  const told = new Set<string>()
  for (const claim of [...fixedClaims(folder), ...ownClaims(folder)]) {
    const key = `${claim.space}\n${claim.name}`
    const holder = holders.get(key)
    if (holder === undefined) holders.set(key, claim)
    if (holder === undefined || holder.owner === claim.owner || claim.place === null) continue
    // Two ids that clash in one space mostly clash in several: that is one mistake.
    const pair = `${claim.owner}\n${holder.place === null ? '' : holder.owner}`
    if (told.has(pair)) continue
    told.add(pair)
    const where = holder.place === null ? '' : ` (${holder.place.file}:${holder.place.line})`
    const message = `${claim.owner} would be ${claim.name}, ${claim.space}, which is taken by ${holder.owner}${where}`
    report(claim.place, message, 'choose another id')
  }
})

function fixedClaims(folder: Folder): Claim[] {
  const make = (space: string, names: readonly string[], owner: string): Claim[] =>
    names.map((name) => ({ space, name, owner, place: null }))
  return [
    ...make(type, fixedNames.types, 'the fixed GraphQL schema'),
    ...make(queryField, fixedNames.queryFields, 'the fixed GraphQL schema'),
    ...make(areaField, fixedNames.areaFields, 'the fixed GraphQL schema'),
    ...make(dimensionField, fixedNames.dimensionFields, 'the fixed GraphQL schema'),
    ...make(level, fixedNames.levels.map(enumName), 'the fixed GraphQL schema'),
    ...make(parameter, fixedNames.parameters, 'the fixed parameters of /data'),
    ...make(givesKey, fixedNames.givesKeys, 'the fact that is given'),
    ...make(unitColumn, fixedNames.unitColumns, 'the fixed columns of the warehouse'),
    ...folder.subjects.flatMap(({ value: { id } }) => [
      ...make(tableColumn(id), fixedNames.tableColumns, 'the fixed columns of a table'),
      ...make(factColumn(id), fixedNames.factColumns, 'the fixed columns of the warehouse'),
      ...make(denominator(id), fixedNames.denominators, 'the fixed words of a ratio'),
    ]),
  ]
}

const type = 'a GraphQL type'
const queryField = 'a field of Query'
const areaField = 'a field of Area'
const dimensionField = 'a field of filters and series'
const level = 'a value of AreaLevel'
const parameter = 'a parameter of /data'
const givesKey = 'a key of gives'
const unitColumn = 'a column of unit_wave'
const tableColumn = (subject: string) => `a column of the table of ${subject}`
const factColumn = (subject: string) => `a column of fact_${subject}`
const entitySet = 'an entity set of /odata'
const denominator = (subject: string) => `a word in to: of ${subject}`

function ownClaims(folder: Folder): Claim[] {
  return [
    ...levelClaims(folder),
    ...folder.dimensions.flatMap(dimensionClaims),
    ...folder.subjects.flatMap((file) => subjectClaims(folder, file)),
  ]
}

function levelClaims({ model }: Folder): Claim[] {
  return (model?.value.geography?.levels ?? []).map(({ id }, i) => ({
    space: level,
    name: enumName(id),
    owner: `level ${id}`,
    place: model?.at(['geography', 'levels', i, 'id']) ?? null,
  }))
}

function dimensionClaims(file: Folder['dimensions'][number]): Claim[] {
  const { id, members, of } = file.value
  const owner: Owner = { owner: `dimension ${id}`, place: file.at(['id']) }
  return [
    { space: dimensionField, name: fieldName(id), ...owner },
    ...(members === 'found' ? [] : [{ space: type, name: typeName(id), ...owner }]),
    { space: parameter, name: id, ...owner },
    { space: givesKey, name: id, ...owner },
    ...(of === 'unit' ? [{ space: unitColumn, name: id, ...owner }] : []),
  ]
}

function subjectClaims(folder: Folder, file: Shaped<SubjectShape>): Claim[] {
  const { id, facts, indicators = {}, dimensions: own = [] } = file.value
  const subject: Owner = { owner: `subject ${id}`, place: file.at(['id']) }
  const dimensions = folder.dimensions.filter(({ value }) => own.includes(value.id) || value.of === 'unit')
  const named = dimensions.map((dimension) => ({
    id: dimension.value.id,
    owner: `dimension ${dimension.value.id}`,
    place: dimension.at(['id']),
  }))
  return [
    ...subjectSuffixes.map((suffix) => ({ space: type, name: typeName(id) + suffix, ...subject })),
    { space: queryField, name: fieldName(id), ...subject },
    { space: areaField, name: fieldName(id), ...subject },
    ...[id, ...[...named.map((dimension) => dimension.id), 'survey'].map((dimension) => `${id}_by_${dimension}`)].map((name) => ({ space: entitySet, name, ...subject })),
    ...named.flatMap(({ id: dimension, ...owner }) => [
      { space: factColumn(id), name: dimension, ...owner },
      ...['', '_label'].map((suffix) => ({ space: tableColumn(id), name: dimension + suffix, ...owner })),
    ]),
    ...Object.keys(facts).flatMap((fact) => factClaims(id, fact, { owner: `fact ${id}.${fact}`, place: file.atKey(['facts', fact]) })),
    ...Object.keys(indicators).flatMap((indicator) =>
      indicatorSuffixes.map((suffix) => ({
        space: tableColumn(id),
        name: indicator + suffix,
        owner: `indicator ${id}.${indicator}`,
        place: file.atKey(['indicators', indicator]),
      })),
    ),
  ]
}

function factClaims(subject: string, fact: string, owner: Owner): Claim[] {
  return [
    { space: denominator(subject), name: fact, ...owner },
    ...['', '_how'].map((suffix) => ({ space: factColumn(subject), name: fact + suffix, ...owner })),
  ]
}
