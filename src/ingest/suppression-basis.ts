import { createHash } from 'node:crypto'
import { bind, identifier, join, sql, type Sql } from '../database/sql.ts'
import { borderYear } from '../disclosure/places.ts'
import type { Wave } from '../disclosure/unit-cells.ts'
import { completedFacts } from '../query/imputable.ts'
import type { Fact, Model, Subject, Survey } from '../model/model.ts'
import { borderYears } from './fill-borders.ts'
import { storedFacts } from './given.ts'
import { programVersion } from './program.ts'
import type { Stage } from './stage.ts'

/** A checksum of all that decides which numbers of a wave are hidden, beside earlier releases. `before`: what it was of the year before that counts. */
export type BasisOf = (wave: Wave, before: readonly string[]) => string

/** Order does not matter to it, every value does. */
const contents: Sql = sql`count(*)::varchar || ' ' || sum(hash(t)::hugeint)::varchar || ' ' || bit_xor(hash(t))::varchar`

/** Checksums of the rows of a statement whose first columns are `keys`. It has no enumerations: their numbers change with their lists. */
const checksums = async ({ writer }: Pick<Stage, 'writer'>, keys: readonly string[], rows: Sql): Promise<ReadonlyMap<string, string>> => {
  const { values, rowCount } = await writer.all(sql`select ${join(keys.map(identifier))}, ${contents} from (${rows}) t group by all`)
  return new Map(Array.from({ length: rowCount }, (_, row) => [keys.map((_, key) => String(values[key]?.[row])).join(' '), String(values[keys.length]?.[row])]))
}

/** Rows that say something of a fact, without what they say of others. */
const ofFact = (table: string, { dimensions }: Subject, { id }: Fact, weight: string | null): Sql => {
  const words = ['survey', ...dimensions, `${id}_how`].map((column) => sql`${identifier(column)}::varchar as ${identifier(column)}`)
  const columns = [sql`year`, sql`unit`, ...words, identifier(id), ...(weight === null ? [] : [identifier(weight)])]
  return sql`(select ${join(columns)} from ${identifier(table)} where ${identifier(`${id}_how`)} is not null)`
}

const asText = (rows: Sql): Sql => sql`select columns(*)::varchar from (${rows})`

/** First and last year whose borders are known; null without geography. */
export const bordersKnown = (stage: Pick<Stage, 'model' | 'geography'>): readonly [number, number] | null => {
  const known = borderYears(stage)
  return known.length === 0 ? null : [known[0] ?? 0, known.at(-1) ?? 0]
}

export const suppressionBasis = async (stage: Pick<Stage, 'writer' | 'model' | 'geography'>): Promise<BasisOf> => {
  const { model } = stage
  const borders = bordersKnown(stage)
  const ofUnit = (table: Sql) => sql`select f.* replace (u.code as unit) from ${table} f join unit u on u.unit = f.unit`
  const wave = ['survey', 'year']
  const units = await checksums(stage, wave, asText(sql`select * exclude (unit) from unit_wave`))
  const published = sql`vintage = year or vintage = ${bind('usmallint', model.geography?.vintage ?? 0)}` // the only borders with numbers to be hidden
  const places = await checksums(stage, ['vintage', 'year'], sql`select * from area_place where ${published}`)
  const estimates = await checksums(stage, ['subject', 'fact', ...wave], asText(ofUnit(sql`imputation`)))
  const stated = new Map<Fact, readonly ReadonlyMap<string, string>[]>()
  for (const subject of model.subjects)
    for (const fact of storedFacts(subject).filter(({ disclosure }) => disclosure !== 'none')) {
      const isCompleted = completedFacts(subject).includes(fact)
      const rows = [ofFact(`fact_${subject.id}`, subject, fact, fact.weight), ...(isCompleted ? [ofFact(`completed_${subject.id}`, subject, fact, null)] : [])]
      const found: ReadonlyMap<string, string>[] = []
      for (const some of rows) found.push(await checksums(stage, wave, ofUnit(some)))
      stated.set(fact, found)
    }
  const program = programVersion()
  return ({ subject, fact, survey, year }, before) => {
    const own = borders ? borderYear(year, borders) : year
    const at = `${survey} ${year}`
    const said = [
      ...[program, model.disclosure, model.geography?.vintage ?? own, own, fact.id, year],
      { ...subject, indicators: subject.indicators.map(({ kind, of, to, over }) => ({ kind, of, to, over })) },
      model.dimensions.map(({ id, of, members }) => ({ id, of, members: members === 'found' ? members : members.map((member) => member.id) })),
      model.surveys.filter(({ id }) => id === survey).map((one) => asked(one, subject.id)),
      ...[units.get(at), places.get(`${model.geography?.vintage ?? own} ${borderYearOf(model, year, borders)}`), places.get(`${own} ${own}`)],
      ...[estimates.get(`${subject.id} ${fact.id} ${at}`), stated.get(fact)?.map((rows) => rows.get(at)), before],
    ]
    return createHash('sha256').update(JSON.stringify(said, withoutWords)).digest('hex')
  }
}

const borderYearOf = (model: Model, year: number, borders: readonly [number, number] | null): number => (borders && model.geography ? borderYear(year, borders) : year)

/** What a survey asks of a subject, whatever the words and columns. */
const asked = ({ unit, questions, segments }: Survey, subject: string) => ({
  kind: unit.kind,
  segments: segments.map(({ from, to, subjects }) => ({ from, to, subjects })),
  questions: questions
    .filter(({ gives }) => gives.some((given) => given.subject === subject))
    .map(({ id, answer, columns, gives, from, until, wording }) => ({
      ...{ id, answer, gives, from, until },
      options: columns.kind === 'options' ? Object.values(columns.options) : null,
      breaks: wording.map((one) => ({ from: one.from, link: one.link })),
    })),
})

const words = new Set(['label', 'labels', 'description', 'note', 'text'])
const withoutWords = (key: string, value: unknown): unknown => (words.has(key) ? undefined : value)
