import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildRelease } from '../../src/ingest/build.ts'
import { ofPlaces, places, question, survey, wave, writeSeeds } from '../ingest/small-seeds.ts'

/** A data directory with two releases, and a file of answers that can be loaded. */
export type DiskWorld = { readonly seeds: string; readonly data: string; readonly keys: readonly [first: string, current: string]; readonly file: string; readonly remove: () => void }

export const makeDiskWorld = async (): Promise<DiskWorld> => {
  const { dir: seeds, remove } = writeSeeds(
    places,
    survey([question('q', { kind: 'number' }, { fact: 'things.n', kind: 'alpha' })], { ...ofPlaces, waves: { years: [2020, 2022] } }),
    wave('id,q\n01,1\n03,2.5\n'),
    wave('id,q\n06,4\n', 2022),
  )
  const folder = mkdtempSync(join(tmpdir(), 'kartlag-disk-'))
  const data = join(folder, 'data')
  const fileOf = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const { key: first } = await buildRelease({ seeds, data })
  const path = fileOf('first.csv', 'id,q\n06,40\n')
  const { key: current } = await buildRelease({ seeds, data, load: { survey: 'form', year: 2022, path, file: path } })
  return {
    seeds,
    data,
    keys: [first, current],
    file: fileOf('second.csv', 'id,q\n06,41\n04,7\n'),
    remove: () => {
      remove()
      rmSync(folder, { recursive: true })
    },
  }
}
