import { readFileSync } from 'node:fs'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bookOf } from '../../src/demo/book.ts'
import { writeDemo } from '../../src/demo/demo.ts'
import { readRecipes } from '../../src/demo/read-recipes.ts'
import { RefusedInput } from '../../src/model/refused-input.ts'
import { printFinding } from '../../src/model/finding.ts'
import { readModel } from '../../src/model/read-model.ts'
import { smallFolder } from '../model/small-folder.ts'
import { writeFolder } from '../world/write-seeds.ts'

const codes = Array.from({ length: 40 }, (_, i) => `01${String(i + 10)}`)
const county = codes.map((code) => `municipality,${code},By ${code},,\n`)
const people = [2020, 2021].flatMap((year) =>
  codes.map((code, i) => `${year},${code},young,${100 * (i + 1)}\n${year},${code},adults,${400 * (i + 1)}\n`),
)
const small = {
  ...Object.fromEntries(Object.entries(smallFolder).filter(([file]) => !file.startsWith('waves/'))),
  'surveys/form.yaml': (smallFolder['surveys/form.yaml'] ?? '').replace('years: [2020, 2021]', 'years: [2020, 2021]\n  synthetic: true'),
  'geography/areas.csv': `level,code,name,valid_from,valid_to\ncounty,01,Øst,,\n${county.join('')}`,
  'geography/area_members.csv': `child,parent,valid_from,valid_to,share\n${codes.map((code) => `${code},01,,,1\n`).join('')}`,
  'geography/area_changes.csv': 'year,from_code,to_code,share\n',
  'geography/population.csv': `year,code,age_group,persons\n${people.join('')}`,
  'published/figures.csv': 'indicator,year,area,value,source,url\n',
}

describe('a folder without recipes', () => {
  it('gets answers after the kinds of its questions, and says so', async () => {
    const seeds = writeFolder(small)
    try {
      const files = await writeDemo({ seeds, out: seeds })
      expect(files).toEqual(['waves/form/2020.csv', 'waves/form/2021.csv'])
      const lines = readFileSync(join(seeds, 'waves/form/2021.csv'), 'utf8').trim().split('\n')
      expect(lines[0]).toBe('knr,liste,antall_personer,henv_fastlege,henv_selv')
      expect(lines).toHaveLength(41)
      expect(lines.filter((line) => /^01\d\d,(Ja|Nei)?,(\d+)?,[01]?,[01]?$/.test(line))).toHaveLength(40)
      expect(new Set(lines.map((line) => line.split(',')[1])).size).toBeGreaterThan(2)
      const { model } = readModel(seeds)
      const recipes = model === null ? null : readRecipes(seeds, model).recipes
      if (model === null || recipes === null) throw new Error('the small folder has mistakes')
      expect(bookOf(model, recipes).notes).toContain(
        'no recipe tells of waiting.persons (asked by persons_young): its answers are made after its kind alone',
      )
    } finally {
      rmSync(seeds, { recursive: true })
    }
  })
})

describe('a mistake in a recipe', () => {
  const mistakes: [string, string, string][] = [
    [
      'an unknown key',
      'quantities: { list: { kind: yes, facts: [waiting.has_list], likly: 0.2 } }',
      'likly is not a key of a yes or no; nearest: likely',
    ],
    ['an unknown kind', 'quantities: { list: { kind: maybe, facts: [waiting.has_list] } }', 'kind'],
    [
      'an unknown fact',
      'quantities: { list: { kind: yes, facts: [waiting.has_lists] } }',
      'there is no fact waiting.has_lists; nearest: waiting.has_list',
    ],
    [
      'an unknown member',
      'quantities: { list: { kind: yes, facts: [waiting.has_list], likely: { by: age_group, of: { old: 0.2 } } } }',
      'age_group has no member old; allowed: young, adults',
    ],
    [
      'an unknown dimension',
      'quantities: { list: { kind: yes, facts: [waiting.has_list], effects: { age: { young: 1 } } } }',
      'there is no dimension age; nearest: age_group',
    ],
    [
      'an unknown quantity',
      'quantities: { list: { kind: yes, facts: [waiting.has_list], gate: { quantity: lists } } }',
      'there is no quantity lists; nearest: list',
    ],
    [
      'a quantity of the wrong kind',
      'quantities: { list: { kind: yes, facts: [waiting.has_list] }, persons: { kind: amount, facts: [waiting.persons], of: { quantity: list } } }',
      'list is of kind yes; expected: amount',
    ],
    [
      'a ring',
      'quantities: { a: { kind: yes, facts: [waiting.has_list], gate: { quantity: b } }, b: { kind: amount, facts: [waiting.persons], gate: { quantity: a } } }',
      'a is told in terms of b is told in terms of a',
    ],
    ['an unknown survey', 'response: { forms: { missing: 0.1 } }', 'there is no survey or instrument forms; nearest: form'],
    ['an unknown level', 'regions: { level: counties, year: 2020 }', 'there is no area level counties; nearest: county'],
    [
      'an unknown indicator',
      'quantities: { persons: { kind: amount, facts: [waiting.persons], national: { published: waiting.person } } }',
      'there is no indicator waiting.person; nearest: waiting.persons',
    ],
    ['no year in a level by year', 'response: { default: { missing: {} } }', 'missing'],
    ['broken YAML', 'quantities: [', 'this [ is not closed'],
  ]

  it.each(mistakes)('%s is told with its place', async (_, text, message) => {
    const seeds = writeFolder({ ...small, 'demo/recipes.yaml': text })
    try {
      const { model } = readModel(seeds)
      if (model === null) throw new Error('the small folder has mistakes')
      const { recipes, findings } = readRecipes(seeds, model)
      expect(recipes).toBeNull()
      expect(findings.map(printFinding).join('\n')).toContain(message)
      expect(findings[0]).toMatchObject({ file: 'demo/recipes.yaml', line: 1 })
      await expect(writeDemo({ seeds, out: seeds })).rejects.toThrow(RefusedInput)
    } finally {
      rmSync(seeds, { recursive: true })
    }
  })

  it('the same quantity in two files is told once', () => {
    const quantity = 'quantities: { list: { kind: yes, facts: [waiting.has_list] } }'
    const seeds = writeFolder({ ...small, 'demo/a.yaml': quantity, 'demo/b.yaml': quantity })
    try {
      const { model } = readModel(seeds)
      expect(model === null ? [] : readRecipes(seeds, model).findings.map(printFinding)).toEqual([
        'demo/b.yaml:1:21  duplicate-id  the quantity list is told twice  → keep one of the two',
      ])
    } finally {
      rmSync(seeds, { recursive: true })
    }
  })

  it('a region that no unit lies in is an error that names the nearest', async () => {
    const regions = 'regions: { level: county, year: 2020, levels: { high: { "10": 2 } } }'
    const seeds = writeFolder({ ...small, 'demo/recipes.yaml': regions })
    try {
      await expect(writeDemo({ seeds, out: seeds })).rejects.toThrow(
        'high of the demo recipes name 10, where no unit of the first year lies; nearest: 01',
      )
    } finally {
      rmSync(seeds, { recursive: true })
    }
  })
})
