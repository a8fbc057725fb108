import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { printedSchema } from './printed.ts'

// `npm run schema`: what the shipped seeds promise, to be committed with the change that made it. With `-- --released`, when a release is made:
// what later ones are compared with.
const file = join(import.meta.dirname, process.argv.includes('--released') ? 'released.graphql' : 'schema.graphql')
writeFileSync(file, printedSchema(join(import.meta.dirname, '../seeds')))
console.log(`wrote ${file}`)
