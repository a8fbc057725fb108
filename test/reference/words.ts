/** A text in both languages of a small model. */
export const text = (words: string): string => `{ nb: "${words}", en: "${words}" }`

export const dimension = (id: string, members: readonly string[] | 'found', column?: string): string =>
  `id: ${id}
label: ${text(id)}
${column ? `of: unit\ncolumn: "${column}"\n` : ''}members: ${members === 'found' ? members : `[${members.map((member) => `{ id: ${member}, label: ${text(member)} }`).join(', ')}]`}
`

/** A question of one column that gives one fact. */
export const question = (id: string, fact: string, answer = '{ kind: number }', column = id, more = ''): string =>
  `  - { id: ${id}, text: ${text(id)}, column: "${column}", answer: ${answer}, gives: { fact: ${fact} }${more} }\n`
