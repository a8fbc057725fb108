import type { Model } from '../model/model.ts'
import type { Column } from '../series/column.ts'
import { inLanguage } from '../series/labels.ts'
import { xmlFile, type Xml } from '../xml.ts'
import { container, edmType, isAlways, namespace, rowType } from './edm.ts'
import { entitySets, type EntitySet } from './entity-set.ts'

const vocabularies = { Core: 'V1', Capabilities: 'V1', Aggregation: 'V1', Measures: 'V1' }
const reference = ([name, version]: readonly [string, string]): Xml => ({
  '@Uri': `https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.${name}.${version}.xml`,
  'edmx:Include': { '@Namespace': `Org.OData.${name}.${version}`, '@Alias': name },
})

const text = (term: string, value: string | null): readonly Xml[] => (value === null ? [] : [{ '@Term': term, '@String': value }])
const flag = (term: string, value: boolean): Xml => ({ '@Term': term, '@Bool': String(value) })
const record = (term: string, values: Readonly<Record<string, boolean>>): Xml => ({
  '@Term': term,
  Record: { PropertyValue: Object.entries(values).map(([name, value]) => ({ '@Property': name, '@Bool': String(value) })) },
})

/** What goes with a number, such as its standard error, has no words of its own: they would make the metadata three times as long. */
const property = (column: Column, language: string): Xml => ({
  '@Name': column.name,
  '@Type': `Edm.${edmType(column)}`,
  ...(isAlways(column) && { '@Nullable': 'false' }),
  Annotation:
    column.indicator !== null && column.indicator.id !== column.name
      ? []
      : [
          ...text('Core.Description', inLanguage(column.label, language)),
          ...text('Core.LongDescription', inLanguage(column.indicator?.description, language)),
          ...text('Measures.Unit', column.unit),
        ],
})

const typeOf = ({ name, columns, key }: EntitySet, language: string): Xml => ({
  '@Name': rowType(name),
  Key: { PropertyRef: key.map((one) => ({ '@Name': one })) },
  Property: columns.map((column) => property(column, language)),
})

/** Numbers of a group are worked out by the service under the names of their columns, and by no other method. */
const aggregates = ({ columns, subject }: EntitySet): readonly Xml[] => [
  {
    '@Term': 'Aggregation.ApplySupported',
    Record: {
      PropertyValue: [
        { '@Property': 'Transformations', Collection: { String: ['filter', 'groupby', 'aggregate', 'identity'] } },
        { '@Property': 'GroupableProperties', Collection: { PropertyPath: columns.filter(({ indicator }) => indicator === null).map(({ name }) => name) } },
      ],
    },
  },
  ...subject.indicators.map(({ id }) => ({ '@Term': 'Aggregation.CustomAggregate', '@Qualifier': id, '@String': 'Edm.Double' })),
]

const setOf = (set: EntitySet, language: string): Xml => ({
  '@Name': set.name,
  '@EntityType': `${namespace}.${rowType(set.name)}`,
  Annotation: [
    ...text('Core.Description', inLanguage(set.title, language)),
    ...text('Core.LongDescription', inLanguage(set.subject.description, language)),
    record('Capabilities.InsertRestrictions', { Insertable: false }),
    record('Capabilities.UpdateRestrictions', { Updatable: false }),
    record('Capabilities.DeleteRestrictions', { Deletable: false }),
    record('Capabilities.SearchRestrictions', { Searchable: false }),
    record('Capabilities.ExpandRestrictions', { Expandable: false }),
    ...aggregates(set),
  ],
})

const known = new WeakMap<Model, Map<string, string>>()

/** The metadata of all sets as EDMX, in the language asked for where words are; made once for each. */
export const metadataOf = (model: Model, language: string): string => {
  const texts = known.get(model) ?? new Map<string, string>()
  known.set(model, texts)
  const text = texts.get(language) ?? documentOf(model, language)
  texts.set(language, text)
  return text
}

const documentOf = (model: Model, language: string): string => {
  const sets = entitySets(model)
  return xmlFile({
    'edmx:Edmx': {
      '@xmlns:edmx': 'http://docs.oasis-open.org/odata/ns/edmx',
      '@Version': '4.0',
      'edmx:Reference': Object.entries(vocabularies).map(reference),
      'edmx:DataServices': {
        Schema: {
          '@xmlns': 'http://docs.oasis-open.org/odata/ns/edm',
          '@Namespace': namespace,
          EntityType: sets.map((set) => typeOf(set, language)),
          EntityContainer: {
            '@Name': container,
            EntitySet: sets.map((set) => setOf(set, language)),
            Annotation: [
              ...text('Core.Description', inLanguage(model.title, language)),
              ...text('Core.LongDescription', [inLanguage(model.notice, language), model.licence].filter((one) => one !== null).join('. ') || null),
              flag('Capabilities.AsynchronousRequestsSupported', false),
              flag('Capabilities.BatchSupported', false),
              flag('Capabilities.IndexableByKey', true),
            ],
          },
        },
      },
    },
  })
}
