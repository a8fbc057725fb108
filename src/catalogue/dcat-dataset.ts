import type { Text } from '../model/model.ts'
import { inLanguage } from '../series/labels.ts'
import type { Catalogue, CatalogueFile, CatalogueSubject } from './catalogue.ts'
import { authority, contactOf, languagesOf, literals, placesOf, plain, publisherOf, termsOf, together, typed } from './dcat-parts.ts'
import type { Resource } from './linked-data.ts'

/** Codes of formats in the European list of file types; others are known by their media type. */
const fileTypes: Readonly<Record<string, string>> = {
  ...{ csv: 'CSV', 'sdmx.csv': 'CSV', json: 'JSON', jsonstat: 'JSON' },
  ...{ xlsx: 'XLSX', parquet: 'PARQUET', svg: 'SVG' },
}

const indicators: Text = { nb: 'Indikatorer', en: 'Indicators' }
const madeUp: Text = {
  nb: 'Svarene i datasettet er helt eller delvis konstruerte (syntetiske)',
  en: 'Answers in this dataset are wholly or partly made up (synthetic)',
}

const listed = ({ languages }: Catalogue, { indicators: all }: CatalogueSubject): Text =>
  Object.fromEntries(
    languages.map((language) => [language, `${inLanguage(indicators, language)}: ${all.map(({ label }) => inLanguage(label, language)).join('; ')}`]),
  )

/** What a file is called: subject, places, format. */
const titleOf = ({ languages, levels }: Catalogue, { label }: CatalogueSubject, { level, format }: CatalogueFile): Text => {
  const place = levels.find(({ id }) => id === level)?.label
  return Object.fromEntries(languages.map((language) => [language, `${inLanguage(label, language)}, ${inLanguage(place, language) ?? level}: ${format}`]))
}

const distributionOf = (catalogue: Catalogue, subject: CatalogueSubject, file: CatalogueFile): Resource => {
  const { format, mediaType, level, url } = file
  return {
    '@id': `${catalogue.url}#${subject.id}.${level}.${format}`,
    '@type': 'dcat:Distribution',
    'dct:title': literals(titleOf(catalogue, subject, file)),
    'dcat:accessURL': { '@id': url },
    'dcat:downloadURL': { '@id': url },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaType}` },
    ...(fileTypes[format] && { 'dct:format': authority('file-type', fileTypes[format]) }),
    ...termsOf(catalogue),
    'dct:language': languagesOf(catalogue),
  }
}

/** A subject as a dataset: what it is about, when and where, and its files. */
export const datasetOf = (catalogue: Catalogue, subject: CatalogueSubject): Resource => {
  const { label, description, years, synthetic, dimensions } = subject
  const [first, last] = [years[0], years.at(-1)]
  const keywords = catalogue.dimensions.filter(({ id }) => dimensions.includes(id)).flatMap((dimension) => literals(dimension.label))
  return {
    '@id': `${catalogue.url}#${subject.id}`,
    '@type': 'dcat:Dataset',
    'dct:identifier': plain(`${catalogue.url}#${subject.id}`),
    'dct:title': literals(label),
    'dct:description': literals(together(catalogue, [description, listed(catalogue, subject), synthetic ? madeUp : null, catalogue.notice])),
    'dct:publisher': publisherOf(catalogue),
    ...(catalogue.contact !== null && { 'dcat:contactPoint': contactOf(catalogue, catalogue.contact) }),
    'dct:accessRights': authority('access-right', 'PUBLIC'),
    'dcat:theme': catalogue.themes.map((theme) => authority('data-theme', theme)),
    'dcat:keyword': keywords,
    'dct:language': languagesOf(catalogue),
    'dct:modified': typed('xsd:dateTime', catalogue.createdAt),
    'owl:versionInfo': plain(catalogue.release),
    ...(catalogue.notice !== null && { 'adms:versionNotes': literals(catalogue.notice) }),
    'dct:spatial': placesOf(catalogue),
    ...(first !== undefined &&
      last !== undefined && {
        'dct:temporal': {
          '@type': 'dct:PeriodOfTime',
          'dcat:startDate': typed('xsd:date', `${first}-01-01`),
          'dcat:endDate': typed('xsd:date', `${last}-12-31`),
        },
      }),
    'dcat:temporalResolution': typed('xsd:duration', 'P1Y'),
    'dcat:landingPage': { '@id': `${catalogue.url}.html#${subject.id}`, '@type': 'foaf:Document', 'dct:title': literals(label) },
    'dcat:distribution': subject.files.map((file) => distributionOf(catalogue, subject, file)),
  }
}
