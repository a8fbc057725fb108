import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { releaseLines } from '../../src/commands/release-lines.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { loadedWaves } from '../../src/release/loaded-waves.ts'
import { fileChecksum, manifestFile, readManifest, type LoadedWave, type Manifest } from '../../src/release/manifest.ts'
import { currentRelease, pruneReleases, releasePath, useRelease } from '../../src/release/store.ts'
import { ofPlaces, places, question, survey, wave, writeSeeds } from '../ingest/small-seeds.ts'
import { openData } from '../world/open-world.ts'

const texts: Readonly<Record<number, string>> = { 2020: 'id,q\n01,1\n03,2.5\n', 2021: 'id,q\n02,0.1\n04,0.7\n05,1\n', 2022: 'id,q\n06,4\n05,0.3\n' }
const seedsWith = (...years: readonly number[]) =>
  writeSeeds(
    places,
    survey([question('q', { kind: 'number' }, { fact: 'things.n', kind: 'alpha' })], { ...ofPlaces, waves: { years } }),
    ...years.map((year) => wave(texts[year] ?? '', year)),
  )
const { dir: seeds, remove } = seedsWith(2020, 2021)
const folder = mkdtempSync(join(tmpdir(), 'kartlag-loaded-'))
afterAll(() => {
  remove()
  rmSync(folder, { recursive: true })
})

const dataFolder = (): string => mkdtempSync(join(folder, 'data-'))
const fileOf = (text: string, ending = 'csv'): string => {
  const path = join(mkdtempSync(join(folder, 'file-')), `answers.${ending}`)
  writeFileSync(path, text)
  return path
}
const load = (data: string, year: number, text = texts[year] ?? '', more: object = {}) => {
  const path = fileOf(text)
  return buildRelease({ seeds, data, load: { survey: 'form', year, path, file: path }, ...more })
}
const answersOf = async (data: string): Promise<string> => {
  const world = openData(seeds, data, currentRelease(data) ?? '')
  const query = '{ things { series(indicator: N, by: [KIND], at: PLACE) { area { code } points { year value standardError respondents } } } surveys { waves { year respondents } } }'
  const { result } = await world.ask(query)
  await world.close()
  expect(result.errors).toBeUndefined()
  return JSON.stringify(result)
}
const manifestNow = (data: string): Manifest => readManifest(releasePath(data, currentRelease(data) ?? ''))
const onlyWave = (data: string): LoadedWave => {
  const [wave, ...others] = loadedWaves(data)
  if (!wave || others.length > 0) throw new Error('one loaded wave was expected')
  return wave
}
const yearsNow = (data: string) => loadedWaves(data).map(({ year }) => year)

describe('a loaded wave is a property of the release', () => {
  test('it stands in the manifest with its file, which is kept as it came', async () => {
    const data = dataFolder()
    const { key: parent } = await buildRelease({ seeds, data })
    await load(data, 2022)
    const manifest = manifestNow(data)
    expect(manifest).toMatchObject({ parent, loaded: [{ survey: 'form', year: 2022, corrections: null, reading: {} }], note: null, accepted: [] })
    expect(manifest.waves).toEqual([
      { survey: 'form', year: 2020, lines: 2, loaded: 2, respondents: 2 },
      { survey: 'form', year: 2021, lines: 3, loaded: 3, respondents: 3 },
      { survey: 'form', year: 2022, lines: 2, loaded: 2, respondents: 2 },
    ])
    const { file, checksum } = onlyWave(data)
    expect(file).toBe(`waves/form/2022-${checksum.slice(0, 12)}.csv`)
    expect(readFileSync(join(data, file), 'utf8')).toBe(texts[2022])
  })

  test('that of a year after those declared has the columns of the last of them', async () => {
    const renamed = { ...question('q', { kind: 'number' }, { fact: 'things.n', kind: 'alpha' }), column: { default: 'q', 2020: 'first', 2021: 'second' } }
    const { dir, remove: removeThese } = writeSeeds(
      places,
      survey([renamed], { ...ofPlaces, waves: { years: [2020, 2021] } }),
      wave('id,first\n03,1\n', 2020),
      wave('id,second\n05,2\n', 2021),
    )
    const path = fileOf('id,second\n05,3\n')
    const data = dataFolder()
    await buildRelease({ seeds: dir, data, load: { survey: 'form', year: 2022, path, file: path } })
    const world = openData(dir, data, currentRelease(data) ?? '')
    const { result } = await world.ask('{ things { series(indicator: N, by: [KIND], estimator: REPORTED) { values years } } }')
    await world.close()
    removeThese()
    expect(result.errors).toBeUndefined()
    expect(JSON.stringify(result.data)).toContain('"values":[1,2,3],"years":[2020,2021,2022]')
  })

  test('use undoes a load to the last digit, and what follows goes on from there; nothing deletes a file that was loaded', async () => {
    const data = dataFolder()
    const { key: old } = await buildRelease({ seeds, data })
    const before = await answersOf(data)
    const { key: mistaken } = await load(data, 2021, 'id,q\n02,10\n')
    expect(await answersOf(data)).not.toBe(before)
    useRelease(data, old)
    expect(await answersOf(data)).toBe(before)
    await load(data, 2022)
    expect(yearsNow(data)).toEqual([2022])
    expect((await buildRelease({ seeds, data })).key).toBe(currentRelease(data))
    expect(pruneReleases(data, 0)).toContain(mistaken)
    expect(readdirSync(join(data, 'waves/form'))).toHaveLength(2)
  })

  test('one wave is taken out and the others stay; one that is not loaded is told', async () => {
    const data = dataFolder()
    await load(data, 2020, 'id,q\n01,9\n')
    await load(data, 2022)
    await buildRelease({ seeds, data, remove: { survey: 'form', year: 2020 } })
    expect(yearsNow(data)).toEqual([2022])
    await expect(buildRelease({ seeds, data, remove: { survey: 'form', year: 2021 } })).rejects.toThrow('form 2021 is not loaded; loaded are form 2022')
    await buildRelease({ seeds, data, seedsOnly: true })
    expect(yearsNow(data)).toEqual([])
  })

  test('corrections go with it, and go when the wave is loaded anew', async () => {
    const data = dataFolder()
    const wrong = fileOf('id,q\n06,x\n05,0.3\n')
    const corrected = fileOf('id,q,line,reason\n06,4,2,\n')
    const name = { survey: 'form', year: 2022 }
    await expect(buildRelease({ seeds, data, load: { ...name, path: wrong, file: 'mine.csv' } })).rejects.toMatchObject({ findings: [{ file: 'mine.csv', line: 2 }] })
    expect(existsSync(join(data, 'waves'))).toBe(false)
    await buildRelease({ seeds, data, load: { ...name, path: wrong, file: wrong, corrected } })
    expect(manifestNow(data).loaded).toMatchObject([{ corrections: { file: expect.stringMatching(/^waves\/form\/2022-[0-9a-f]{12}-corrections\.csv$/) } }])
    const amended = await answersOf(data)
    await load(data, 2022)
    expect(manifestNow(data).loaded).toMatchObject([{ corrections: null }])
    expect(await answersOf(data)).toBe(amended)
  })

  test('a file that is gone or was changed is told, with the way out', async () => {
    const data = dataFolder()
    await load(data, 2022)
    const { file } = onlyWave(data)
    writeFileSync(join(data, file), 'id,q\n06,5\n')
    await expect(buildRelease({ seeds, data })).rejects.toThrow(/2022-.* is no longer what was loaded as form 2022; put it back from a backup, or .*unload --survey form --wave 2022/)
    rmSync(join(data, file))
    await expect(buildRelease({ seeds, data })).rejects.toThrow(/the loaded wave form 2022 is gone: there is no file .*unload/)
    await buildRelease({ seeds, data, remove: { survey: 'form', year: 2022 } })
    expect(yearsNow(data)).toEqual([])
  })

  test('warnings that were accepted stay with the wave, by rule and note', async () => {
    const data = dataFolder()
    const warning = { file: '', line: 2, column: 2, rule: 'odd-number', message: 'odd', wayOut: 'look', severity: 'warning' as const }
    const path = fileOf(texts[2022] ?? '')
    const one = { survey: 'form', year: 2022, path, file: path }
    const options = { seeds, data, load: one, checkWave: () => Promise.resolve([{ ...warning, file: path }]) }
    await expect(buildRelease(options)).rejects.toMatchObject({ findings: [{ rule: 'odd-number' }] })
    await expect(buildRelease({ ...options, accept: ['other-rule'] })).rejects.toMatchObject({ name: 'RefusedInput' })
    await buildRelease({ ...options, note: 'asked by telephone' })
    const accepted = [{ survey: 'form', year: 2022, rule: 'odd-number', findings: 1, note: 'asked by telephone' }]
    expect(manifestNow(data)).toMatchObject({ note: 'asked by telephone', accepted })
    await load(data, 2021)
    expect(manifestNow(data)).toMatchObject({ note: null, accepted })
    await buildRelease({ seeds, data, remove: { survey: 'form', year: 2022 } })
    expect(manifestNow(data).accepted).toEqual([])
  })

  test('the same answers with a note make a release of their own, which keeps it; the same note makes no other', async () => {
    const data = dataFolder()
    const { key: plain } = await load(data, 2022)
    const { key, made } = await load(data, 2022, texts[2022], { note: 'asked by telephone' })
    expect([made, key === plain, manifestNow(data).note, manifestNow(data).parent]).toEqual([true, false, 'asked by telephone', plain])
    expect(await load(data, 2022, texts[2022], { note: 'asked by telephone' })).toMatchObject({ key, made: false })
    const { key: other } = await load(data, 2022, texts[2022], { note: 'asked by letter' })
    expect([new Set([plain, key, other]).size, manifestNow(data).note]).toEqual([3, 'asked by letter'])
    expect(readManifest(releasePath(data, plain)).note).toBeNull()
  })

  test('a note stays with its wave, also where nothing had to be accepted, and is told of every release that has the wave', async () => {
    const data = dataFolder()
    await load(data, 2022, texts[2022], { note: 'asked by telephone' })
    await load(data, 2021)
    const { note, accepted, loaded } = manifestNow(data)
    expect([note, accepted, loaded?.map(({ year, note: said }) => [year, said])]).toEqual([null, [], [[2021, null], [2022, 'asked by telephone']]])
    const lines = releaseLines(data, manifestNow(data), true)
    expect(lines[lines.findIndex((line) => line.startsWith('  form 2022')) + 1]).toBe('    note: asked by telephone')
  })

  test('its note is part of it: another note is never answered with an older release, and the same file again keeps it', async () => {
    const data = dataFolder()
    await load(data, 2022, texts[2022], { note: 'asked by telephone' })
    await load(data, 2021)
    await load(data, 2022, texts[2022], { note: 'asked by letter' })
    await load(data, 2022)
    expect(loadedWaves(data).map(({ note }) => note)).toEqual([null, 'asked by letter'])
    await buildRelease({ seeds, data, remove: { survey: 'form', year: 2021 } })
    expect([onlyWave(data).note, onlyWave(data).year]).toEqual(['asked by letter', 2022])
    expect(await load(data, 2022)).toMatchObject({ made: false })
  })

  test('without publishing all is done, and nothing is left', async () => {
    const data = dataFolder()
    const { key } = await buildRelease({ seeds, data })
    const tried = await load(data, 2022, texts[2022], { publish: false })
    expect([tried.published, currentRelease(data), readdirSync(join(data, 'releases')), existsSync(join(data, 'waves'))]).toEqual([false, key, [key], false])
    expect((await load(data, 2022)).key).toBe(tried.key)
  })
})

describe('the same inputs', () => {
  test('give the same release in whatever order they came, on whatever day', async () => {
    const [one, other] = [dataFolder(), dataFolder()]
    await buildRelease({ seeds, data: one })
    await load(one, 2020, 'id,q\n01,7\n')
    await load(one, 2022)
    await load(other, 2022, 'id,q\n06,400\n')
    await load(other, 2022)
    await load(other, 2020, 'id,q\n01,7\n')
    const [a, b] = [manifestNow(one), manifestNow(other)]
    expect(a.key).toBe(b.key)
    expect(a.createdAt).not.toBe(b.createdAt)
    expect([a.inputs, a.loaded, a.rows]).toEqual([b.inputs, b.loaded, b.rows])
    expect(await answersOf(one)).toBe(await answersOf(other))
  })

  test('give the same numbers whether a wave was loaded or lay in the seeds', async () => {
    const whole = seedsWith(2020, 2021, 2022)
    const [given, loaded] = [dataFolder(), dataFolder()]
    await buildRelease({ seeds: whole.dir, data: given })
    await load(loaded, 2022)
    whole.remove()
    expect(await answersOf(loaded)).toBe(await answersOf(given))
    expect(currentRelease(loaded)).not.toBe(currentRelease(given)) // where a wave came from is part of a release
  })
})

describe('a data directory of the version before', () => {
  /** As that version would have left it: files by their year, a manifest that does not list them. */
  const older = async (): Promise<{ data: string; without: string; withWave: string }> => {
    const data = dataFolder()
    const { key: without } = await buildRelease({ seeds, data })
    const { key: withWave } = await load(data, 2022)
    const { file } = onlyWave(data)
    renameSync(join(data, file), join(data, 'waves/form/2022.csv'))
    for (const key of [without, withWave]) {
      const { loaded, earlier: _, parent: __, note: ___, accepted: ____, changes: _____, waves: ______, ...manifest } = readManifest(releasePath(data, key))
      const inputs = [...manifest.inputs, ...(loaded ?? []).map(({ checksum }) => ({ file: 'waves/form/2022.csv', checksum }))]
      writeFileSync(join(releasePath(data, key), manifestFile), JSON.stringify({ ...manifest, format: 1, program: '0.0.9', inputs }))
    }
    return { data, without, withWave }
  }

  test('is served, and its loaded waves are loaded on', async () => {
    const { data } = await older()
    expect(yearsNow(data)).toEqual([2022])
    await load(data, 2020, 'id,q\n01,7\n')
    expect(yearsNow(data)).toEqual([2020, 2022])
    const { key, made } = await buildRelease({ seeds, data })
    expect([key, made]).toEqual([currentRelease(data), false])
    expect(fileChecksum(join(data, 'waves/form/2022.csv'))).toBe(loadedWaves(data)[1]?.checksum)
  })

  test('tells by its inputs which release had the wave', async () => {
    const { data, without, withWave } = await older()
    useRelease(data, without)
    expect(yearsNow(data)).toEqual([])
    useRelease(data, withWave)
    expect(yearsNow(data)).toEqual([2022])
  })

  test('without a release has what lies in it', async () => {
    const data = dataFolder()
    mkdirSync(join(data, 'waves/form'), { recursive: true })
    cpSync(fileOf(texts[2022] ?? ''), join(data, 'waves/form/2022.csv'))
    await buildRelease({ seeds, data })
    expect(yearsNow(data)).toEqual([2022])
  })
})
