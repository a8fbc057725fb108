import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { pack, savWriter, type Column } from './sav-writer.ts'

const columns: readonly Column[] = [
  { name: 'CASE', width: 0 },
  { name: 'REMARK', width: 200 },
  ...Array.from({ length: 60 }, (_, i) => ({ name: `Q${i}`, width: 0 })),
]

/** Writes 100 000 cases, a thousand at a time; numbered through, or packed and numbered 1 to 1000 a hundred times. Returns the bytes of the file. */
const write = (path: string, packed: boolean): number => {
  const { head, row } = savWriter(columns, { packed, cases: 100_000 })
  const answers = (i: number) => [`remark ${i} `.repeat(15), ...Array.from({ length: 60 }, (_, q) => (q % 7 === 0 ? null : i / (q + 1)))]
  const thousand = Buffer.concat(Array.from({ length: 1000 }, (_, i) => row([i + 1, ...answers(i)])))
  const packedThousand = pack(thousand, { end: false })
  const file = openSync(path, 'w')
  writeSync(file, head)
  for (let start = 0; start < 100_000; start += 1000) {
    if (packed) writeSync(file, packedThousand)
    else {
      for (let i = 0; i < 1000; i++) thousand.writeDoubleLE(start + i + 1, (i * thousand.length) / 1000)
      writeSync(file, thousand)
    }
  }
  if (packed) writeSync(file, pack(Buffer.alloc(0)))
  closeSync(file)
  return statSync(path).size
}

test.each([
  ['plain', false, 5_000_050_000],
  ['packed', true, 50_050_000],
])(
  '100 000 cases come out, each once, in little memory: %s',
  (_, packed, sums) => {
    const folder = mkdtempSync(join(tmpdir(), 'sav-'))
    try {
      const path = join(folder, 'wave.sav')
      expect(write(path, packed)).toBeGreaterThan(60_000_000)
      const script = join(import.meta.dirname, 'count-rows.ts')
      const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
      const said = execFileSync(process.execPath, ['--max-old-space-size=48', '--import', loader, script, path], { encoding: 'utf8' })
      const { count, sum, longest, grown } = JSON.parse(said) as Record<string, number>
      expect({ count, sum, longest }).toEqual({ count: 100_000, sum: sums, longest: 1000 })
      expect(grown).toBeLessThan(100 << 20)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  120_000,
)
