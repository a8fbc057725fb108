import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
// Not graphql-codegen's command line, which is 200 packages more, some of which need Node 22; nor gql.tada, whose own needs a TypeScript before 7.
import { preset } from '@graphql-codegen/client-preset'
import { codegen } from '@graphql-codegen/core'
import { buildASTSchema, parse } from 'graphql'

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8')
const generated = join(import.meta.dirname, 'generated/')

const config = {
  // Queries stay texts, so that the page needs no GraphQL library.
  documentMode: 'string',
  enumType: 'string-literal',
  useTypeImports: true,
  strictScalars: true,
  importExtension: '.ts',
  scalars: {
    Date: 'string',
    DateTime: 'string',
    IntList: 'readonly number[]',
    FloatList: 'readonly (number | null)[]',
    Rows: 'readonly (readonly (string | number | null)[])[]',
    Records: 'readonly Readonly<Record<string, string | number | null>>[]',
    Columnar: 'Readonly<Record<string, readonly (string | number | null)[]>>',
  },
}

/** Writes the types of the queries, as the schema answers them, beside this file. */
const schema = parse(read('../../schema/schema.graphql'))
const queries = read('queries.graphql')
const files = await preset.buildGeneratesSection({
  baseOutputDir: generated,
  schema,
  schemaAst: buildASTSchema(schema),
  documents: [{ location: 'queries.graphql', document: parse(queries), rawSDL: queries }],
  config,
  presetConfig: { fragmentMasking: false },
  plugins: [],
  pluginMap: {},
  pluginContext: {},
})
for (const file of files) {
  mkdirSync(dirname(file.filename), { recursive: true })
  writeFileSync(file.filename, await codegen(file))
}
