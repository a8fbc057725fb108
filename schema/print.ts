import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { printedSchema } from './printed.ts'

// `npm run schema`: what the shipped seeds promise, to be committed with the change that made it.
const file = join(import.meta.dirname, 'schema.graphql')
writeFileSync(file, printedSchema(join(import.meta.dirname, '../seeds')))
console.log(`wrote ${file}`)
