import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, isObjectType, validateSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { printedSchema } from '../../schema/printed.ts'

const root = join(import.meta.dirname, '../..')
const printed = printedSchema(join(root, 'seeds'))

test('schema/schema.graphql is the schema of the shipped seeds; if this fails, run npm run schema and commit the file', () => {
  expect(readFileSync(join(root, 'schema/schema.graphql'), 'utf8')).toBe(printed)
})

describe('the printed schema', () => {
  const schema = buildSchema(printed)

  test('is a valid schema', () => {
    expect(validateSchema(schema)).toEqual([])
  })

  test('keeps the promises of the contract, field by field', () => {
    const fieldsOf = (name: string): string[] => {
      const type = schema.getType(name)
      if (!isObjectType(type)) throw new Error(`${name} is no object type`)
      return Object.values(type.getFields()).map(({ name: field, args, type: of }) => {
        const words = args.map((one) => `${one.name}: ${String(one.type)}`).join(', ')
        return `${field}${words && `(${words})`}: ${String(of)}`
      })
    }
    const subject = 'WaitingLists'
    const promised: Record<string, readonly string[]> = {
      Query: [
        'services(where: ServicesFilter, release: ID): Services!',
        'referralSources(where: ReferralSourcesFilter, release: ID): ReferralSources!',
        'waitingLists(where: WaitingListsFilter, release: ID): WaitingLists!',
        'resourcePriorities(where: ResourcePrioritiesFilter, release: ID): ResourcePriorities!',
        'warehouse(release: ID): Warehouse!',
        'area(code: ID!, vintage: Int, release: ID): Area',
        'areas(level: AreaLevel!, within: ID, vintage: Int, search: String, release: ID): [Area!]!',
        'indicator(id: ID!, release: ID): Indicator',
        'dimensions(release: ID): [Dimension!]!',
        'surveys(release: ID): [Survey!]!',
        'survey(id: ID!, release: ID): Survey',
        'releases: [Release!]!',
        'release(id: ID!): Release',
        'node(id: ID!, release: ID): Node',
      ],
      [subject]: [
        'series(indicator: WaitingListsIndicator!, by: [WaitingListsDimension!]!, at: AreaLevel, estimator: Estimator): [WaitingListsSeries!]!',
        'table(indicators: [WaitingListsIndicator!]!, by: [WaitingListsDimension!]!, at: AreaLevel, estimator: Estimator, transform: Transform, having: [TableHaving!], orderBy: [TableOrder!], limit: Int, offset: Int, language: Language): Table!',
      ],
      WaitingListsSeries: [
        'severity: Severity',
        'ageGroup: AgeGroup',
        'service: Service',
        'area: Area!',
        'indicator: Indicator!',
        'label(language: Language): String!',
        'points(transform: Transform): [Point!]!',
        'years: IntList!',
        'values(transform: Transform): FloatList!',
        'trend: Trend',
        'breaks: [SeriesBreak!]!',
      ],
      Point: [
        'year: Int!',
        'date: Date!',
        'value: Float',
        'status: ObservationStatus!',
        'flags: [ObservationStatus!]!',
        'standardError: Float',
        'interval(level: Float): Interval',
        'respondents: Int!',
        'frame: Int',
        'imputedShare: Float!',
        'breakBefore: Boolean!',
      ],
      Table: [
        'columns: [Column!]!',
        'rowCount: Int!',
        'truncated: Boolean!',
        'url(format: ExportFormat!): String!',
        'rows: Rows!',
        'records: Records!',
        'columnar: Columnar!',
      ],
      Column: [
        'name: String!',
        'type: ColumnType!',
        'label(language: Language): String!',
        'unit: String',
        'indicator: Indicator',
        'dimension: Dimension',
      ],
      Area: [
        'id: ID!',
        'code: ID!',
        'name: String!',
        'level: AreaLevel!',
        'vintage: Int!',
        'parents: [Area!]!',
        'children(level: AreaLevel): [Area!]!',
        'predecessors: [AreaChange!]!',
        'successors: [AreaChange!]!',
        'population(year: Int, ageGroup: AgeGroup): Int',
        'answers(year: Int, survey: ID): [Answer!]!',
        'waitingLists(where: WaitingListsFilter): WaitingLists!',
      ],
      Indicator: [
        'id: ID!',
        'key: ID!',
        'subject: ID!',
        'label(language: Language): String!',
        'description(language: Language): String',
        'definition(language: Language): String!',
        'unit: String!',
        'kind: IndicatorKind!',
        'dimensions: [Dimension!]!',
        'questions: [Question!]!',
        'years: IntList!',
        'published: [PublishedFigure!]!',
      ],
      Survey: [
        'id: ID!',
        'key: ID!',
        'title(language: Language): String!',
        'instrument: ID',
        'designed: Boolean!',
        'waves: [Wave!]!',
        'questions: [Question!]!',
        'segments: [Segment!]!',
      ],
      Wave: ['year: Int!', 'frame: Int', 'respondents: Int!', 'responseRate: Float', 'release: Release!', 'synthetic: Boolean!'],
      Question: [
        'id: ID!',
        'key: ID!',
        'survey: Survey!',
        'text(year: Int, language: Language): String!',
        'answer: AnswerType!',
        'options: [Option!]!',
        'years: IntList!',
        'wordings: [Wording!]!',
        'indicators: [Indicator!]!',
      ],
      Release: ['id: ID!', 'key: ID!', 'createdAt: DateTime!', 'current: Boolean!', 'waves: [Wave!]!', 'notes: String'],
    }
    for (const [type, fields] of Object.entries(promised)) expect(fieldsOf(type), type).toEqual(expect.arrayContaining([...fields]))
  })
})
