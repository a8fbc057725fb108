import { detailOf } from './accept.ts'
import { readSelect } from './columns.ts'
import type { EntitySet } from './entity-set.ts'
import { readExpression } from './expression.ts'
import { refuseOthers } from './options.ts'
import type { KeyValue } from './path.ts'
import { rowAlone } from './payload.ts'
import { readPage } from './read.ts'
import { notFound, wrong } from './refusal.ts'
import { jsonOf, narrowedBy, type Answer, type Request } from './request.ts'

/** The row that a key names. Throws a user error with status 404 where there is none. */
export const answerRow = async (request: Request, set: EntitySet, key: readonly KeyValue[]): Promise<Answer> => {
  const { options, warehouse, root } = request
  refuseOthers(options, ['$select', '$format'], 'a row')
  const detail = detailOf(options.system.$format, request.accept)
  const selected = readSelect(options.system.$select, set.columns)
  const shown = selected === null ? set.columns : set.columns.filter(({ name }) => selected.includes(name))
  const filter = keyText(set, key)
  const { source, rest } = narrowedBy(request, set, readExpression(filter, set.columns, 'key'))
  const { rows } = await readPage(source, { order: [], skip: 0, top: 1, from: 0, room: 1, columns: shown.map(({ name }) => name), rest, isCounted: false })
  if (!rows[0]) throw notFound(`${set.name} has no row where ${filter}`)
  const payload = { root, set: set.name, columns: shown, isProjected: selected !== null, key: set.key, detail }
  return { contentType: jsonOf(detail), body: rowAlone(payload, rows[0]), warehouse, preference: null }
}

const keyText = (set: EntitySet, key: readonly KeyValue[]): string => {
  const example = `${set.name}(${set.key.map((name) => `${name}=${name === 'year' ? '2024' : "'…'"}`).join(',')})`
  const strange = key.find(([column]) => !set.key.includes(column))
  if (strange || key.length !== set.key.length || new Set(key.map(([column]) => column)).size < key.length)
    throw wrong('key', `${strange && strange[0] !== '' ? `'${strange[0]}' is no column of it` : `each column of it is to be given once, by its name`}; a row is ${example}`)
  return key.map(([column, value]) => `${column} eq ${typeof value === 'number' ? value : `'${value.replaceAll("'", "''")}'`}`).join(' and ')
}
