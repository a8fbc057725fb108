import { join } from 'node:path'
import type { CodegenConfig } from '@graphql-codegen/cli'

const here = import.meta.dirname

/** Types of the queries in this folder, as the schema answers them. A server's address may stand in place of the schema's file. */
const config: CodegenConfig = {
  schema: join(here, '../../schema/schema.graphql'),
  documents: [join(here, 'queries.ts')],
  generates: {
    [`${join(here, 'generated')}/`]: {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        // Queries stay texts, so that the page needs no GraphQL library.
        documentMode: 'string',
        enumType: 'string-literal',
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          Date: 'string',
          DateTime: 'string',
          IntList: 'readonly number[]',
          FloatList: 'readonly (number | null)[]',
          Rows: 'readonly (readonly (string | number | null)[])[]',
          Records: 'readonly Readonly<Record<string, string | number | null>>[]',
          Columnar: 'Readonly<Record<string, readonly (string | number | null)[]>>',
        },
      },
    },
  },
  importExtension: '.ts',
  emitLegacyCommonJSImports: false,
  silent: true,
}
export default config
