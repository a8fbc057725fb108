import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clinics } from '../disclosure/clinics.ts'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { addKey } from '../../src/server/keys.ts'
import { serveOData, type Row, type ServedOData } from './served.ts'

let world: World
let seeds: string
let odata: ServedOData
beforeAll(async () => {
  seeds = writeFolder(clinics)
  world = await openWorld(seeds)
  odata = await serveOData(world.data)
})
afterAll(async () => {
  await odata.close()
  await world.close()
  rmSync(seeds, { recursive: true })
})

describe('what is not public', () => {
  test('is hidden in every set just as in tables: the same cells, and nothing beside them', async () => {
    const levels = ['country', 'county', 'district', 'place']
    for (const [subject, set, by, indicators] of [
      ['care', 'care', '', ['patients', 'patients_per_1000', 'beds']],
      ['care', 'care_by_grade', 'GRADE', ['patients', 'patients_per_bed', 'beds']],
      ['opinion', 'opinion_by_side', 'SIDE', ['share_content', 'mean_score']],
    ] as const) {
      const rows = await odata.rows(set)
      const asked = levels.map((level) => `${level}: table(indicators: [${indicators.join(' ').toUpperCase()}], by: [${by}], at: ${level.toUpperCase()}) { records }`)
      const data = (await dataOf<Record<string, Record<string, { records: Row[] }>>>(world.ask(`{ ${subject} { ${asked.join(' ')} } }`)))[subject]!
      for (const level of levels)
        expect(rows.filter((row) => row['area_level'] === level)).toEqual(data[level]!.records.map((record) => expect.objectContaining(record)))
      for (const indicator of indicators) {
        const hidden = rows.filter((row) => row[`${indicator}_status`] === 'SUPPRESSED')
        for (const row of hidden) expect([row[indicator], row[`${indicator}_se`], row[`${indicator}_lower`], row[`${indicator}_upper`]]).toEqual([null, null, null, null])
        if (subject === 'opinion') expect(hidden.map((row) => row['side'])).toContain('north')
      }
    }
  })

  test('is chosen, ordered and counted by nobody', async () => {
    const groups = '$apply=groupby((year,area,grade,age),aggregate(patients,patients_status))'
    const rows = await odata.rows(`care?${groups}`)
    const hidden = rows.filter((row) => row['patients_status'] === 'SUPPRESSED')
    expect(hidden.length).toBeGreaterThan(0)
    expect(hidden.map((row) => row['patients'])).toEqual(hidden.map(() => null))
    expect(await odata.rows(`care?${groups}&$filter=patients gt 0 and patients lt 5`)).toEqual([])
    const ordered = await odata.rows(`care?${groups}&$orderby=patients`)
    const first = ordered.findIndex((row) => row['patients'] !== null)
    expect(ordered.slice(0, first)).toEqual(rows.filter((row) => row['patients'] === null))
  })

  test('cannot be asked for in cuts that are not published, but by a researcher, who is told', async () => {
    const refused = [
      ['care?$apply=groupby((year,area,grade,age,way),aggregate(patients))', /^care\.patients is not published like this\. by: it is split by or narrowed to grade, age, way; at most 2/],
      ["care?$apply=filter(grade ne 'low')/groupby((year,area),aggregate(patients))", /^care\.patients is not published like this\. grade: mid, high came, and sums of some members are not published/],
      ['care?estimator=reported', /only .* is published: leave estimator out/],
      ['care?area_policy=allocate&$select=patients', /leave areaPolicy out|leave area_policy out/],
    ] as const
    const key = await addKey(world.data, 'kari')
    for (const [path, message] of refused) {
      expect(await odata.get(path)).toMatchObject({ status: 400, body: { error: { code: 'BAD_USER_INPUT', message: expect.stringMatching(message) } } })
      const { status, headers } = await odata.get(path, { authorization: `Bearer ${key}` })
      expect([path, status, headers.get('kartlag-not-public') !== null]).toEqual([path, 200, true])
    }
    expect((await odata.rows('care?$apply=groupby((year,area,grade,age,way),aggregate(beds))')).length).toBeGreaterThan(0)
  })
})

test('numbers of a panel that has no areas are those of the country, and missing elsewhere', async () => {
  const rows = await odata.rows('opinion?$select=area_level,share_content,share_content_status')
  for (const { area_level, share_content, share_content_status } of rows)
    expect([area_level, typeof share_content, share_content_status]).toEqual([area_level, area_level === 'country' ? 'number' : 'object', area_level === 'country' ? 'NORMAL' : 'NOT_ASKED'])
  expect(rows.length).toBeGreaterThan(10)
})
