import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enumName, fieldName } from '../../src/model/names.ts'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

// Every word a statement uses for itself may be the id of a dimension, a fact or an indicator too.
const dimensions = [
  'measure',
  'level',
  'weight',
  'frame',
  'sampled',
  'partial',
  'n',
  'numerator',
  'denominator',
  'quantile',
  'hidden',
  'asked',
  'x',
  'y',
  'd',
  'v',
  'wholes',
  'item_weight',
  'select',
  'part',
  'number',
  'line',
  'how',
  'give',
  'optioned',
  'responded',
  'kind',
]
const facts = ['unasked', 'hidden', 'a', 'a_hidden', 'a_asked', 'wholes', 'y', 'x', 'persons', 'order', 'part', 'number', 'fact', 'question']
const label = (text: string) => `{ nb: "${text}", en: "${text}" }`
const members = (of: string) => `members: [{ id: one, label: ${label('One')} }, { id: two, label: ${label('Two')} }]${of}\n`

const subjectOf = (dimension: string, index: number): string => {
  const own = facts.filter((fact) => fact !== dimension)
  return `id: subject${index}
label: ${label(dimension)}
dimensions: [${dimension}]
facts:
${own.map((fact) => `  ${fact}: { kind: number, unit: things }\n`).join('')}indicators:
${own.map((fact) => `  total_${fact}: { kind: total, of: ${fact} }\n  mean_${fact}: { kind: median, of: ${fact} }\n`).join('')}`
}
/** The number of a cell, which nothing else has. */
const valueAt = (dimension: number, fact: number, member: number) => 1000 * (dimension + 1) + 10 * (fact + 1) + member

const questions = dimensions.flatMap((dimension, at) =>
  facts
    .filter((fact) => fact !== dimension)
    .flatMap((fact) =>
      ['one', 'two'].map(
        (member, index) => `  - id: q_${at}_${fact}_${member}
    text: ${label('How many?')}
    column: q_${at}_${fact}_${index}
    answer: { kind: number }
    gives: { fact: subject${at}.${fact}, ${dimension}: ${member} }
`,
      ),
    ),
)
const columns = dimensions.flatMap((dimension, at) =>
  facts.flatMap((fact, place) =>
    fact === dimension ? [] : [0, 1].map((member) => [`q_${at}_${fact}_${member}`, valueAt(at, place, member)] as const),
  ),
)

const seedsOf = (): Record<string, string> => ({
  'model.yaml': `id: words\ntitle: ${label('Words')}\nlanguages: [nb, en]\n`,
  ...Object.fromEntries(dimensions.map((id) => [`dimensions/${id}.yaml`, `id: ${id}\nlabel: ${label(id)}\n${members('')}`])),
  'dimensions/label_of_unit.yaml': `id: position\nlabel: ${label('Position')}\nof: unit\ncolumn: position\n${members('')}`,
  ...Object.fromEntries(dimensions.map((id, index) => [`subjects/subject${index}.yaml`, subjectOf(id, index)])),
  'surveys/form.yaml': `id: form\ntitle: ${label('Form')}\nunit: { column: id, kind: other }\nframe: none\nwaves: { years: [2020] }\nquestions:\n${questions.join('')}`,
  'waves/form/2020.csv': `id,position,${columns.map(([name]) => name).join(',')}\nonly,two,${columns.map(([, value]) => value).join(',')}\n`,
})

let world: World
let seeds: string
beforeAll(async () => {
  seeds = writeFolder(seedsOf())
  world = await openWorld(seeds)
})
afterAll(async () => {
  await world.close()
  rmSync(seeds, { recursive: true })
})

type Answer = Record<string, { values: (number | null)[] }[]>

test.each(dimensions.map((dimension, at) => [dimension, at] as const))(
  'a dimension may be called %s, and facts beside it what they like',
  async (dimension, at) => {
    const own = facts.flatMap((fact, place) => (fact === dimension ? [] : [{ fact, place }]))
    const asked = own.map(
      ({ fact }) =>
        `${fact}: series(indicator: ${enumName(`total_${fact}`)}, by: [${enumName(dimension)}, POSITION]) { values }
         whole_${fact}: series(indicator: ${enumName(`total_${fact}`)}) { values }
         one_${fact}: series(indicator: ${enumName(`mean_${fact}`)}) { values }`,
    )
    const answer = (await dataOf<Record<string, Answer>>(world.ask(`{ ${fieldName(`subject${at}`)} { ${asked.join(' ')} } }`)))[
      fieldName(`subject${at}`)
    ]
    for (const { fact, place } of own) {
      const [one, two] = [valueAt(at, place, 0), valueAt(at, place, 1)]
      // Members one and two, each by position one (nobody) and two.
      expect(
        answer?.[fact]?.map(({ values }) => values[0]),
        fact,
      ).toEqual([null, one, null, two])
      expect(answer?.[`whole_${fact}`]?.[0]?.values, fact).toEqual([one + two])
      expect(answer?.[`one_${fact}`]?.[0]?.values, fact).toEqual([one + two])
    }
  },
)
