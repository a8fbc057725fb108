import type { Text } from '../model/model.ts'
import { isWebAddress } from '../model/web-address.ts'
import type { Column, ColumnType } from '../series/column.ts'
import { statusWords } from '../series/status-words.ts'
import type { Document } from './document.ts'
import type { Format } from './formats.ts'

const inLanguages = (text: Text | null | undefined) => Object.entries(text ?? {}).map(([language, words]) => ({ '@value': words, '@language': language }))

const datatypeOf = (type: ColumnType, dialect: string | null) => {
  if (type === 'FLOAT') return dialect === 'nb' ? { base: 'double', format: { decimalChar: ',' } } : 'double'
  return { INTEGER: 'integer', STRING: 'string', DATE: { base: 'date', format: 'yyyy-MM-dd' } }[type]
}

/** What each status says, in each language that all of them have. */
const statusText: Text = Object.fromEntries(
  ['nb', 'en'].map((language) => [language, Object.entries(statusWords).map(([status, words]) => `${status}: ${words[language]}`).join(' ')]),
)
const statusType = { base: 'string', format: Object.keys(statusWords).join('|') }

const columnOf = ({ name, type, label, unit, indicator }: Column, dialect: string | null) => {
  const isStatus = indicator !== null && type === 'STRING'
  const description = inLanguages(isStatus ? statusText : name === indicator?.id ? indicator.description : null)
  return {
    name,
    // The header row has the name, in no language.
    titles: { und: name, ...label },
    datatype: isStatus ? statusType : datatypeOf(type, dialect),
    null: '',
    required: indicator === null || isStatus,
    ...(description.length > 0 && { 'dc:description': description }),
    ...(unit !== null && { 'schema:unitText': unit }),
  }
}

const described = ({ table, csv, language, dialect, title, citation, release, createdAt, licence, notice, secret }: Document) => ({
  '@context': ['http://www.w3.org/ns/csvw', { '@language': language }],
  url: csv,
  'dc:title': title,
  'dc:bibliographicCitation': citation,
  ...(notice !== null && { 'dc:description': notice }),
  ...(licence !== null && (isWebAddress(licence) ? { 'dc:license': { '@id': licence } } : { 'dc:rights': licence })),
  ...(secret !== null && { 'dc:accessRights': secret }),
  'dc:issued': { '@value': createdAt, '@type': 'xsd:dateTime' },
  'schema:version': release,
  dialect: { delimiter: dialect === 'nb' ? ';' : ',', encoding: 'utf-8', header: true },
  tableSchema: {
    columns: table.columns.map((column) => columnOf(column, dialect)),
    primaryKey: ['year', 'area', ...table.columns.filter(({ name, dimension }) => dimension === name).map(({ name }) => name)],
  },
})

/** CSV on the Web: what the CSV of the same table means, as W3C's metadata vocabulary says it. It has no numbers. */
export const csvw: Format = {
  id: 'csv-metadata.json',
  contentType: 'application/csvm+json',
  attachment: false,
  write: (document) => [`${JSON.stringify(described(document), null, 2)}\n`],
}
