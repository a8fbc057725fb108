import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { enumName, fieldName, typeName } from '../src/model/names.ts'
import { readModel } from '../src/model/read-model.ts'

const root = join(import.meta.dirname, '..')
type File = { readonly path: string; readonly text: string }

const filesOf = (folder: string, endings: RegExp): readonly File[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))

const program = [...filesOf('src', /\.ts$/), ...filesOf('schema', /\.ts$/)]
/** The same without comments; `warehouse/` too. What makes up the shipped answers may speak of them. */
const code = [...program, ...filesOf('warehouse', /\.sql$/)]
  .filter(({ path }) => !path.startsWith('src/demo/'))
  .map(({ path, text }) => ({
    path,
    text: text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(path.endsWith('.sql') ? /--.*$/gm : /(^|\s)\/\/.*$/gm, ''),
  }))

/** What a file imports: files by their path in the repository, packages by their name. */
const importsOf = ({ path, text }: File): readonly string[] =>
  [...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from '([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import '([^']+)'/g)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name))

/** `src/model/rules/ids.ts` -> `src/model`; `src/errors.ts` is a place of its own. */
const placeOf = (path: string): string => (path.startsWith('schema/') ? 'schema' : path.split('/').slice(0, 2).join('/'))

// Who may import what of ours. A folder may always import from itself.
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/statistics': [],
  'src/model': [],
  'src/database': [],
  'src/errors.ts': [],
  'src/html.ts': [],
  'src/config.ts': ['src/errors.ts'],
  'src/geography': ['src/model'],
  'src/demo': ['src/model'],
  'src/reading': ['src/model', 'src/database'],
  'src/release': ['src/model', 'src/database'],
  'src/checks': ['src/model', 'src/geography', 'src/statistics', 'src/database'],
  'src/ingest': ['src/model', 'src/reading', 'src/checks', 'src/geography', 'src/statistics', 'src/database', 'src/release', 'src/disclosure', 'src/demo', 'src/query'],
  'src/query': ['src/model', 'src/geography', 'src/statistics', 'src/database', 'src/release', 'src/errors.ts'],
  'src/disclosure': ['src/model', 'src/geography', 'src/database', 'src/query', 'src/errors.ts'],
  'src/series': ['src/model', 'src/geography', 'src/query', 'src/disclosure', 'src/statistics', 'src/errors.ts'],
  'src/loaders': ['src/geography', 'src/database', 'src/query', 'src/disclosure', 'src/series'],
  'src/revision': ['src/model', 'src/geography', 'src/database', 'src/query', 'src/disclosure', 'src/series', 'src/loaders', 'src/release', 'src/errors.ts'],
  schema: ['src/model', 'src/geography', 'src/query', 'src/disclosure', 'src/series', 'src/loaders', 'src/revision', 'src/release', 'src/errors.ts', 'src/export'],
  'src/codebook': ['src/model', 'src/database', 'src/release', 'src/query', 'src/series', 'src/export/csv.ts', 'src/xml.ts'],
  'src/draft': ['src/model', 'src/reading', 'src/ingest'],
  'src/report': ['src/model', 'src/geography', 'src/database', 'src/reading', 'src/checks', 'src/ingest', 'src/release', 'src/revision', 'src/series', 'src/html.ts'],
  'src/xml.ts': [],
  'src/odata': ['src/model', 'src/geography', 'src/query', 'src/series', 'src/export', 'schema', 'src/errors.ts', 'src/xml.ts'],
  'src/export': ['src/model', 'src/disclosure/notice.ts', 'src/query', 'src/series', 'schema', 'src/errors.ts', 'src/html.ts'],
  'src/catalogue': ['src/model', 'src/geography', 'src/query', 'src/series', 'src/export/formats.ts'],
}
const anything = ['src/server', 'src/commands', 'src/cli.ts']

describe('imports run one way', () => {
  test('every folder of the program has its rule', () => {
    expect(
      [...new Set(program.map(({ path }) => placeOf(path)))].filter((place) => !(place in allowed) && !anything.includes(place)),
    ).toEqual([])
  })

  test.each(Object.keys(allowed))('%s imports only what it may', (place) => {
    const may = [place, ...(allowed[place] ?? [])]
    const wrong = program
      .filter(({ path }) => placeOf(path) === place)
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => /^(src|schema)\//.test(name) && !may.includes(placeOf(name)) && !may.includes(name))
          .map((name) => `${file.path} imports ${name}`),
      )
    expect(wrong).toEqual([])
  })

  test('nobody imports the server or the commands but themselves', () => {
    const wrong = program
      .filter(({ path }) => !anything.includes(placeOf(path)))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => anything.includes(placeOf(name)))
          .map((name) => `${file.path} imports ${name}`),
      )
    expect(wrong).toEqual([])
  })

  test('schema imports of the exports only what knows nothing of tables', () => {
    const names = program
      .filter(({ path }) => path.startsWith('schema/'))
      .flatMap((file) => importsOf(file).filter((name) => name.startsWith('src/export/')))
    expect([...new Set(names)]).toEqual(['src/export/formats.ts'])
  })

  test('imports are seen at all', () => {
    expect(program.flatMap(importsOf).length).toBeGreaterThan(500)
  })
})

describe('packages stay where they belong', () => {
  const users = (name: RegExp) =>
    [...new Set(program.filter((file) => importsOf(file).some((one) => name.test(one))).map(({ path }) => placeOf(path)))].sort()

  test('graphql only in the schema, the server, the commands and the errors', () => {
    expect(users(/^graphql(\/|$)/).filter((place) => !['schema', 'src/server', 'src/commands', 'src/errors.ts'].includes(place))).toEqual(
      [],
    )
    expect(users(/^graphql$/)).toContain('schema')
  })

  test('DuckDB only in src/database', () => {
    expect(users(/^@duckdb\//)).toEqual(['src/database'])
  })

  test('the web server only in src/server', () => {
    expect(users(/^(fastify|@fastify\/|@apollo\/|@as-integrations\/)/)).toEqual(['src/server'])
  })

  test('Pothos only in the schema', () => {
    expect(users(/^@pothos\//)).toEqual(['schema'])
  })

  test('statistics are mathematics: they read no file and ask no database', () => {
    const names = program.filter(({ path }) => path.startsWith('src/statistics/')).flatMap(importsOf)
    expect(names.filter((name) => !name.startsWith('src/statistics/') && !name.startsWith('@stdlib/'))).toEqual([])
  })
})

describe('SQL', () => {
  test('is put together by the sql tag only, never by hand', () => {
    const byHand = /`[^`]*\b(select|insert into|update|delete from)\b[^`]*\$\{/i
    const wrong = code.filter(
      ({ path, text }) =>
        path.endsWith('.ts') &&
        text.split('\n').some((line) => byHand.test(line) && !/sql`/.test(line) && !/(userError|Error\(|message)/.test(line)),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

describe('nothing of the shipped domain is in the program', () => {
  const { model } = readModel(join(root, 'seeds'))
  if (model === null) throw new Error('the seeds have mistakes')
  const dimensions = model.dimensions.flatMap(({ id, members }) => [id, ...(members === 'found' ? [] : members.map((member) => member.id))])
  const subjects = model.subjects.flatMap(({ id, facts, indicators }) => [
    id,
    ...facts.map((fact) => fact.id),
    ...indicators.map((indicator) => indicator.id),
  ])
  const surveys = model.surveys.flatMap(({ id, questions }) => [id, ...questions.map((question) => question.id)])
  // Words that any program of this kind has of its own.
  const common = new Set(['name', 'none', 'other', 'owner', 'self', 'severity'])
  const ids = [...new Set([...dimensions, ...subjects, ...surveys, ...(model.geography?.levels.map(({ id }) => id) ?? [])])].filter(
    (id) => !common.has(id),
  )

  test('no id of a subject, dimension, member, indicator, fact, survey, question or level is a text of the code', () => {
    const texts = new Set(ids)
    const wrong = code.flatMap(({ path, text }) =>
      [...text.matchAll(/(['"`])([a-z][a-z0-9_]*)\1/g)]
        .filter(([, , word = '']) => texts.has(word))
        .map(([literal]) => `${path}: ${literal}`),
    )
    expect(wrong).toEqual([])
  })

  test('nor does an id of several words stand anywhere in it, as it is or as GraphQL spells it', () => {
    // `of_type` would be graphql-js's own `ofType`.
    const words = new Set(
      ids.filter((id) => id.includes('_') && id !== 'of_type').flatMap((id) => [id, fieldName(id), typeName(id), enumName(id)]),
    )
    const wrong = code.flatMap(({ path, text }) =>
      [...text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)].filter(([word]) => words.has(word)).map(([word]) => `${path}: ${word}`),
    )
    expect([...new Set(wrong)]).toEqual([])
  })

  test('nor words of the field or the country', () => {
    const field =
      /\b(norge|norway|kommune|fylke|municipal|psych|mental|referral|waiting list|substance|general practitioner|child welfare|helsedir|ssb)/i
    expect(code.filter(({ text }) => field.test(text)).map(({ path, text }) => `${path}: ${field.exec(text)?.[0]}`)).toEqual([])
  })
})

describe('files', () => {
  test('have names that say what they are about', () => {
    const vague = /(^|\/)(utils?|helpers?|common|types|misc|lib|shared)(\.ts|\/)/
    expect(program.filter(({ path }) => vague.test(path)).map(({ path }) => path)).toEqual([])
    expect(program.filter(({ path }) => !/^[a-z0-9/.-]+$/.test(path)).map(({ path }) => path)).toEqual([])
  })
})
