import type { Text } from '../model/model.ts'
import type { Catalogue } from './catalogue.ts'
import { datasetOf } from './dcat-dataset.ts'
import { authority, languagesOf, literals, placesOf, plain, publisherOf, termsOf, together, typed } from './dcat-parts.ts'
import type { Resource } from './linked-data.ts'

const files: Text = { nb: 'Tall og metadata som åpne filer', en: 'Figures and metadata as open files' }

const services = [
  { path: 'graphql', description: 'schema.graphql', title: { nb: 'Spørringer i GraphQL', en: 'Queries in GraphQL' } },
  { path: 'odata/', description: 'odata/$metadata', title: { nb: 'Tabeller i OData', en: 'Tables in OData' } },
] as const

const serviceOf = (catalogue: Catalogue, { path, description, title }: (typeof services)[number]): Resource => {
  const addressOf = (of: string) => `${catalogue.url.slice(0, -'data'.length)}${of}`
  return {
    '@id': addressOf(path),
    '@type': 'dcat:DataService',
    'dct:identifier': plain(addressOf(path)),
    'dct:title': literals(title),
    'dct:publisher': publisherOf(catalogue),
    'dcat:endpointURL': { '@id': addressOf(path) },
    'dcat:endpointDescription': { '@id': addressOf(description) },
    'dct:accessRights': authority('access-right', 'PUBLIC'),
    'dcat:servesDataset': catalogue.subjects.map(({ id }) => ({ '@id': `${catalogue.url}#${id}` })),
  }
}

/**
 * A catalogue as DCAT-AP-NO 2 has it: the catalogue with its datasets, one per subject, their distributions, one per file, and the services
 * that answer questions.
 */
export const dcatOf = (catalogue: Catalogue): Resource => ({
  '@id': catalogue.url,
  '@type': 'dcat:Catalog',
  'dct:identifier': plain(catalogue.url),
  'dct:title': literals(catalogue.title),
  'dct:description': literals(together(catalogue, [catalogue.title, files, catalogue.notice])),
  'dct:publisher': publisherOf(catalogue),
  ...termsOf(catalogue),
  'dct:language': languagesOf(catalogue),
  'dct:modified': typed('xsd:dateTime', catalogue.createdAt),
  'dct:spatial': placesOf(catalogue),
  'dcat:themeTaxonomy': { '@id': 'http://publications.europa.eu/resource/authority/data-theme' },
  'foaf:homepage': { '@id': `${catalogue.url}.html`, '@type': 'foaf:Document', 'dct:title': literals(catalogue.title) },
  'dcat:dataset': catalogue.subjects.map((subject) => datasetOf(catalogue, subject)),
  'dcat:service': services.map((service) => serviceOf(catalogue, service)),
})
