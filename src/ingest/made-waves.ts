import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inputsOf } from './inputs.ts'
import { programVersion } from './program.ts'

/** Makes the waves whose answers are made up, or finds them made before of the same seeds. Gives the folder they lie in. */
export const makeWaves = async (seeds: string, staged: string, progress: (name: string) => void): Promise<string> => {
  const key = createHash('sha256').update(JSON.stringify([programVersion(), inputsOf(seeds, dirname(staged), [])])).digest('hex').slice(0, 24)
  const folder = join(staged, `${key}.made`)
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date())
    return folder
  }
  const next = join(staged, `${key}.part`)
  rmSync(next, { recursive: true, force: true })
  mkdirSync(next, { recursive: true })
  const { writeDemo } = await import('../demo/demo.ts')
  await writeDemo({ seeds, out: next, progress })
  renameSync(next, folder)
  return folder
}
