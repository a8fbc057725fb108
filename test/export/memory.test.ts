import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formats } from '../../src/export/formats.ts'

// A chart draws a few series, and what describes a table has none of its rows.
const short = ['svg', 'csv-metadata.json']

test('no file is held: writing a long table takes a few megabytes beside it, in every format', () => {
  const program = join(import.meta.dirname, 'memory-of-files.ts')
  const said = execFileSync(process.execPath, ['--import', 'tsx', program, '60000', ...short], { encoding: 'utf8' })
  const measured = JSON.parse(said) as { [format: string]: { readonly bytes: number; readonly most: number } }
  expect(Object.keys(measured)).toEqual(formats.map(({ id }) => id).filter((id) => !short.includes(id)))
  expect(measured['json']?.bytes).toBeGreaterThan(20_000_000)
  for (const [format, { most }] of Object.entries(measured)) expect([format, most < 10_000_000 ? 'little' : most]).toEqual([format, 'little'])
})
