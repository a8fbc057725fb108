import { escaped, type Texts } from './cell.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export const contentTypesXml = (sheets: number): string =>
  `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/>${Array.from({ length: sheets }, (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${spreadsheet}.sharedStrings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

export const packageRelationsXml = (): string =>
  `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

export const workbookRelationsXml = (sheets: number): string =>
  `<Relationships xmlns="${packaged}/relationships">${Array.from({ length: sheets }, (_, at) => `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets + 1}" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId${sheets + 2}" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`

/** `filtered`: the range of the first sheet that has a filter, which Excel wants named. */
export const workbookXml = (names: readonly string[], filtered: string): string => {
  const absolute = filtered.replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2')
  return `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${escaped(`'${names[0]}'!${absolute}`)}</definedName></definedNames></workbook>`
}

/** What a file manager shows of it. */
export const propertiesXml = ({ title, description, created }: { readonly title: string; readonly description: string; readonly created: string }): string =>
  `<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>kartlag</dc:creator><dc:description>${escaped(description)}</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">${escaped(created)}</dcterms:created></cp:coreProperties>`

export function* sharedTextsXml(texts: Texts): Iterable<string> {
  yield `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${texts.size}">`
  for (const text of texts.keys()) yield `<si><t xml:space="preserve">${escaped(text)}</t></si>`
  yield '</sst>'
}
