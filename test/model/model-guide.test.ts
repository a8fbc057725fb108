import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { printFinding } from '../../src/model/finding.ts'
import { readModel } from '../../src/model/read-model.ts'
import { rules } from '../../src/model/rules/rules.ts'
import { dimensionShape } from '../../src/model/shapes/dimension-shape.ts'
import { modelShape } from '../../src/model/shapes/model-shape.ts'
import { subjectShape } from '../../src/model/shapes/subject-shape.ts'
import { surveyShape } from '../../src/model/shapes/survey-shape.ts'
import { withFolder } from './small-folder.ts'

const guide = readFileSync(new URL('../../docs/model.md', import.meta.url), 'utf8')
const blocks = [...guide.matchAll(/^```(?:yaml|csv) (\+ )?(\S+)\n(.*?)^```$/gms)].map(([, added, file = '', content = '']) => ({
  added: added !== undefined,
  file,
  content,
}))
const folder = Object.fromEntries(blocks.filter(({ added }) => !added).map(({ file, content }) => [file, content]))
const additions = blocks.filter(({ added }) => added)

const shapes = { model: modelShape, dimension: dimensionShape, subject: subjectShape, survey: surveyShape }
const keys = [...new Set(Object.values(shapes).flatMap((shape) => keysOf(shape)))]

describe('docs/model.md', () => {
  test('its files are a valid seeds folder', () => {
    expect(check(folder)).toEqual([])
  })

  test.each(additions.map(({ file, content }) => [file, content]))('its addition to %s is valid: %s', (file, content) => {
    expect(check(withKeys(file, content))).toEqual([])
  })

  test.each(keys)('says what `%s` means, with an example', (key) => {
    expect(guide).toMatch(new RegExp(`\`${key}[\`:]`))
    expect(blocks.filter(({ file }) => file.endsWith('.yaml')).some(({ content }) => mentions(parse(content), key))).toBe(true)
  })

  test('lists every rule', () => {
    expect(rules.map(({ name }) => name).filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
  })
})

function check(files: Readonly<Record<string, string>>): string[] {
  return withFolder(files, (dir) => readModel(dir).findings.map(printFinding))
}

/** The folder with the top keys of a file replaced. */
function withKeys(file: string, content: string): Record<string, string> {
  const whole = parse(folder[file] ?? '') as Record<string, unknown>
  return { ...folder, [file]: stringify({ ...whole, ...(parse(content) as Record<string, unknown>) }) }
}

function mentions(value: unknown, key: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, inner]) => name === key || mentions(inner, key))
}

/** Every key of a shape and of the shapes within it. */
function keysOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.core.$ZodType>).flatMap(([key, inner]) => [key, ...keysOf(inner)])
  }
  if (schema instanceof z.ZodOptional) return keysOf(schema.unwrap())
  if (schema instanceof z.ZodArray) return keysOf(schema.element)
  if (schema instanceof z.ZodRecord) return keysOf(schema.valueType)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option: z.core.$ZodType) => keysOf(option))
  return []
}
