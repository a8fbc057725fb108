/**
 * A cell of a text file as a spreadsheet leaves it when it is opened and saved: what might become a formula, a day or another number has an
 * apostrophe before it. Whole numbers, and what begins with a letter, stand as they are.
 */
export const guarded = (cell: string): string =>
  cell === '' || /^-?(0|[1-9]\d{0,14})$/.test(cell) || /^\p{L}/u.test(cell) ? cell : `'${cell}`

/** What was guarded, as it was; a cell that a person wrote with an apostrophe before a letter stays so. */
export const unguarded = (cell: string): string => cell.replace(/^'(?!\p{L})/u, '')
