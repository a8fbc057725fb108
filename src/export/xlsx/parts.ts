import { escaped, type Texts } from './cell.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const openPackage = 'application/vnd.openxmlformats-package'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const counted = (sheets: number, write: (number: number) => string): readonly string[] => Array.from({ length: sheets }, (_, at) => write(at + 1))
const override = (path: string, type: string): string => `<Override PartName="/${path}" ContentType="${type}+xml"/>`
const relation = (number: number, type: string, target: string): string => `<Relationship Id="rId${number}" Type="${type}" Target="${target}"/>`

export const contentTypesXml = (sheets: number): string =>
  [
    `<Types xmlns="${packaged}/content-types">`,
    `<Default Extension="rels" ContentType="${openPackage}.relationships+xml"/>`,
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('xl/workbook.xml', `${spreadsheet}.sheet.main`),
    ...counted(sheets, (number) => override(`xl/worksheets/sheet${number}.xml`, `${spreadsheet}.worksheet`)),
    override('xl/styles.xml', `${spreadsheet}.styles`),
    override('xl/sharedStrings.xml', `${spreadsheet}.sharedStrings`),
    override('docProps/core.xml', `${openPackage}.core-properties`),
    '</Types>',
  ].join('')

const relationsXml = (relations: readonly string[]): string => `<Relationships xmlns="${packaged}/relationships">${relations.join('')}</Relationships>`

export const packageRelationsXml = (): string =>
  relationsXml([
    relation(1, `${office}/officeDocument`, 'xl/workbook.xml'),
    relation(2, `${packaged}/relationships/metadata/core-properties`, 'docProps/core.xml'),
  ])

export const workbookRelationsXml = (sheets: number): string =>
  relationsXml([
    ...counted(sheets, (number) => relation(number, `${office}/worksheet`, `worksheets/sheet${number}.xml`)),
    relation(sheets + 1, `${office}/styles`, 'styles.xml'),
    relation(sheets + 2, `${office}/sharedStrings`, 'sharedStrings.xml'),
  ])

/** `filtered`: the range of the first sheet that has a filter, which Excel wants named. */
export const workbookXml = (names: readonly string[], filtered: string): string => {
  const absolute = filtered.replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2')
  return [
    `<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>`,
    ...names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`),
    '</sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">',
    escaped(`'${names[0]}'!${absolute}`),
    '</definedName></definedNames></workbook>',
  ].join('')
}

type Properties = { readonly title: string; readonly description: string; readonly created: string }

/** What a file manager shows of it. */
export const propertiesXml = ({ title, description, created }: Properties): string =>
  [
    `<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped(title)}</dc:title><dc:creator>kartlag</dc:creator><dc:description>${escaped(description)}</dc:description>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${escaped(created)}</dcterms:created></cp:coreProperties>`,
  ].join('')

export function* sharedTextsXml(texts: Texts): Iterable<string> {
  yield `<sst xmlns="${main}" uniqueCount="${texts.size}">`
  for (const text of texts.keys()) yield `<si><t xml:space="preserve">${escaped(text)}</t></si>`
  yield '</sst>'
}
