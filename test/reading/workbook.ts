import { zipOf } from './zip.ts'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const relations = (...items: [id: string, kind: string, target: string][]) =>
  `<Relationships>${items.map(([id, kind, target]) => `<Relationship Id="${id}" Type="x/${kind}" Target="${target}"/>`).join('')}</Relationships>`

/** A workbook with cells of text and number, as they look. */
export const workbookOf = (sheets: Readonly<Record<string, readonly (readonly string[])[]>>): Buffer => {
  const names = Object.keys(sheets)
  const cell = (text: string) =>
    text === '' ? '<c/>' : /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? `<c><v>${text}</v></c>` : `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`
  return zipOf({
    '_rels/.rels': relations(['r1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${names.map((name, index) => `<sheet name="${name}" r:id="s${index}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(...names.map((_, index): [string, string, string] => [`s${index}`, 'worksheet', `sheet${index}.xml`])),
    ...Object.fromEntries(
      Object.values(sheets).map((rows, index) => [
        `xl/sheet${index}.xml`,
        `<worksheet><sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`,
      ]),
    ),
  })
}
