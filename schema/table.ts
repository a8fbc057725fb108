import type { Cell, Table } from '../src/series/table.ts'
import type { Kit } from './kit.ts'
import { inLanguage } from '../src/series/labels.ts'

const rowsOf = ({ values }: Table): readonly (readonly Cell[])[] =>
  (values[0] ?? []).map((_, row) => values.map((column) => column[row] ?? null))

/** Rows as objects with a key per column, in the order of the columns. */
export const recordsOf = (table: Table): readonly Readonly<Record<string, Cell>>[] => {
  const names = table.columns.map(({ name }) => name)
  return rowsOf(table).map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])))
}

export const addTable = ({ nodes, enums }: Kit): void => {
  nodes.Column.implement({
    description: 'A column of a table: the same names in every format.',
    fields: (t) => ({
      name: t.string({ resolve: ({ column }) => column.name }),
      type: t.field({ type: enums.ColumnType, resolve: ({ column }) => column.type }),
      label: t.string({
        description: 'In the language of the table, unless another is asked for.',
        args: { language: t.arg({ type: enums.Language }) },
        resolve: ({ column, language }, args) => inLanguage(column.label, args.language ?? language) ?? column.name,
      }),
      unit: t.string({ nullable: true, description: 'The measure of its numbers; null where it has none.', resolve: ({ column }) => column.unit }),
      indicator: t.field({
        type: nodes.Indicator,
        nullable: true,
        resolve: ({ column: { indicator }, warehouse }) => {
          const subject = warehouse.model.subjects.find(({ indicators }) => indicator !== null && indicators.includes(indicator))
          return indicator && subject ? { warehouse, subject, indicator } : null
        },
      }),
      dimension: t.field({
        type: nodes.Dimension,
        nullable: true,
        resolve: ({ column, warehouse }) => {
          const dimension = warehouse.model.dimensions.find(({ id }) => id === column.dimension)
          return dimension ? { warehouse, dimension } : null
        },
      }),
    }),
  })
  nodes.Table.implement({
    description: 'Flat typed rows: every year, area and combination of members, in that order unless ordered otherwise.',
    fields: (t) => ({
      columns: t.field({ type: [nodes.Column], resolve: ({ table, warehouse, language }) => table.columns.map((column) => ({ warehouse, column, language })) }),
      rowCount: t.int({ description: 'Rows before `limit`, `offset` and the server’s own limit.', resolve: ({ table }) => table.rowCount }),
      truncated: t.boolean({ description: 'True where not all of `rowCount` rows are here.', resolve: ({ table }) => table.truncated }),
      url: t.string({ description: 'Address of the same table as a file, relative to this server.', args: { format: t.arg({ type: enums.ExportFormat, required: true }) }, resolve: ({ address }, { format }) => address(String(format)) }),
      citation: t.string({
        description: 'A reference to paste, with the address of the same numbers relative to this server.',
        args: { language: t.arg({ type: enums.Language, description: 'That of the table, unless another is asked for.' }) },
        resolve: ({ citation, language }, args) => citation(args.language ?? language),
      }),
      rows: t.field({ type: 'Rows', resolve: ({ table }) => rowsOf(table) }),
      records: t.field({ type: 'Records', resolve: ({ table }) => recordsOf(table) }),
      columnar: t.field({ type: 'Columnar', resolve: ({ table }) => Object.fromEntries(table.columns.map(({ name }, index) => [name, table.values[index]])) }),
    }),
  })
}
