import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readExamples } from '../../src/server/examples.ts'

test('examples come in the order of their files, titled by their first line and named by their file', () => {
  const seeds = mkdtempSync(join(tmpdir(), 'kartlag-examples-'))
  mkdirSync(join(seeds, 'examples'))
  const files = {
    '02-who-refers.graphql': '# Who refers\n# to whom\n{\n  role\n}\n',
    '01-named.graphql': '# With a name\nquery Mine($a: Int) { role }\n',
    'no-title.graphql': '{ role }',
    'readme.md': 'not an example',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(seeds, 'examples', name), text)
  expect(readExamples(seeds)).toEqual([
    { title: 'With a name', query: '# With a name\nquery Mine($a: Int) { role }\n' },
    { title: 'Who refers', query: '# Who refers\n# to whom\nquery WhoRefers {\n  role\n}\n' },
    { title: 'no-title', query: 'query NoTitle { role }' },
  ])
})

test('a seeds folder without examples has none', () => {
  expect(readExamples(tmpdir())).toEqual([])
})
