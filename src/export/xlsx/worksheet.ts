type Worksheet = {
  readonly range: string
  /** Of the columns, in letters. */
  readonly widths: readonly number[]
  readonly rows: Iterable<string>
  /** Whether the first row is a header that stays and filters the others. */
  readonly table: boolean
}

const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
const selection = '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/>'

export function* worksheetXml({ range, widths, rows, table }: Worksheet): Iterable<string> {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')
  yield `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="${range}"/>`
  yield `<sheetViews><sheetView ${table ? 'tabSelected="1" ' : ''}workbookViewId="0">${table ? pane + selection : ''}</sheetView></sheetViews>`
  yield `<sheetFormatPr defaultRowHeight="15"/><cols>${columns}</cols><sheetData>`
  yield* rows
  yield `</sheetData>${table ? `<autoFilter ref="${range}"/>` : ''}</worksheet>`
}
