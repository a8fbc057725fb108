import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dataOf, openWorld } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

const label = (text: string) => `{ nb: ${text}, en: ${text} }`
const seeds = {
  'model.yaml': `id: mills\ntitle: ${label('Mills')}\nlanguages: [nb, en]\n`,
  'subjects/output.yaml': `id: output
label: ${label('Output')}
dimensions: []
facts: { flour: { kind: number, unit: sacks, impute: growth } }
indicators: { flour: { kind: total, of: flour } }
`,
  'surveys/form.yaml': `id: form
title: ${label('Form')}
unit: { column: mill, kind: other }
frame: { file: mills.csv, unit: mill, size: stones }
waves: { years: [2020, 2021] }
questions:
  - { id: flour, text: ${label('Flour')}, column: flour, answer: { kind: number }, gives: { fact: output.flour } }
`,
  'mills.csv': 'mill,stones\nA,1\nB,2\nC,3\nD,4\n',
  'waves/form/2020.csv': 'mill,flour\nA,10\nB,20\nC,30\n',
  'waves/form/2021.csv': 'mill,flour\nA,12\nB,21\n',
}

test('units that are no areas grow as the others did, else by their size', async () => {
  const folder = writeFolder(seeds)
  const world = await openWorld(folder)
  try {
    const { output } = await dataOf<{ output: { series: { values: number[] }[] } }>(world.ask('{ output { series(indicator: FLOUR) { values } } }'))
    // D by its four stones: 60 sacks of six, 33 of three; C: 30 sacks of the year before, grown by 33/30.
    expect(output.series[0]?.values).toEqual([60 + (4 * 60) / 6, expect.closeTo(33 + (30 * 33) / 30 + (4 * 33) / 3, 9)])
  } finally {
    await world.close()
    rmSync(folder, { recursive: true })
  }
})
