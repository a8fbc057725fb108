import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { RefusedInput } from '../../src/model/refused-input.ts'
import { sav } from '../../src/reading/sav.ts'
import { readAll, type Sheet } from './read-all.ts'
import { pack, savWriter, type Column } from './sav-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'sav-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'wave.sav')
const read = (bytes: Buffer): Promise<Sheet> => {
  writeFileSync(path, bytes)
  return readAll(sav, path)
}
/** Rule and message of the refusal, or the number of rows. Any other error is thrown. */
const outcome = async (bytes: Buffer): Promise<string | number> => {
  try {
    return (await read(bytes)).rows.length
  } catch (error) {
    if (!(error instanceof RefusedInput)) throw error
    const [first] = error.findings
    return `${first?.rule} ${first?.line}:${first?.column} ${first?.message}`
  }
}

const columns: readonly Column[] = [
  { name: 'UNIT', width: 4 },
  { name: 'N', width: 0 },
  { name: 'REMARK', width: 20 },
]
const answers = [
  ['0301', 7, 'first'],
  ['1103', 1234.5, 'a longer remark'],
  ['4601', null, ''],
] as const
const file = (options: { cases?: number; packed?: boolean; end?: boolean } = {}) => {
  const { head, row } = savWriter(columns, options)
  const cases = Buffer.concat(answers.map(row))
  return Buffer.concat([head, options.packed ? pack(cases, { end: options.end ?? true }) : cases])
}

describe('how many cases there are', () => {
  test.each([
    ['not said', -1],
    ['said', 3],
    ['said too low', 1],
    ['said to be none', 0],
  ])('%s: every case comes out', async (_, cases) => {
    for (const packed of [false, true]) expect(await outcome(file({ cases, packed }))).toBe(3)
  })

  test('said too high: refused, never a short read', async () => {
    for (const packed of [false, true])
      expect(await outcome(file({ cases: 4, packed }))).toBe('damaged-file 3:1 the file says that it has 4 cases, but ends after 3')
  })

  test('bytecodes without a mark of the end are read to the end', async () => {
    expect(await outcome(file({ packed: true, end: false }))).toBe(3)
  })
})

describe('a file that was cut', () => {
  const references = join(import.meta.dirname, '../reference/sav/files')
  test.each(readdirSync(references))('%s is refused wherever it was cut, or is whole', async (name) => {
    const whole = readFileSync(join(references, name))
    const rows = await outcome(whole)
    for (let length = 0; length < whole.length; length += name.startsWith('big') || length > whole.length - 50 ? 1 : 97) {
      const result = await outcome(whole.subarray(0, length))
      // What fills up the last eight of a packed file may be gone without anything being lost.
      expect(result === rows || String(result).startsWith('damaged-file '), `${length} of ${whole.length} bytes: ${result}`).toBe(true)
      if (length < whole.length - 8) expect(result).not.toBe(rows)
    }
  })

  test('is refused within a case though nobody knows how many there are', async () => {
    const whole = file()
    expect(await outcome(whole.subarray(0, -1))).toBe('damaged-file 3:1 the file ends within case 3')
  })

  test('the message says where, and the way out', async () => {
    writeFileSync(path, file().subarray(0, 200))
    await expect(readAll(sav, path)).rejects.toMatchObject({
      findings: [
        {
          file: 'wave.sav',
          rule: 'damaged-file',
          wayOut: expect.stringMatching(/get the file anew/),
          message: expect.stringMatching(/ends.* in a variable \(byte 181 of 200\)/),
        },
      ],
    })
  })
})

test('whatever byte is changed, the file is read or refused, and nothing else happens', async () => {
  const references = join(import.meta.dirname, '../reference/sav/files')
  for (const name of ['big-endian-byte.sav', 'big-endian-none.sav', 'haven-zsav.zsav', 'pspp-1252-zsav.zsav', 'pspp-utf-8-byte.sav']) {
    const whole = readFileSync(join(references, name))
    const step = name.startsWith('big') ? 1 : 307
    for (let at = 0; at < whole.length; at += step)
      for (const byte of [0x00, 0xff]) {
        const changed = Buffer.from(whole)
        changed[at] = byte
        await outcome(changed)
      }
  }
}, 60_000)

test('a packed block that was changed is noticed by its checksum', async () => {
  const whole = readFileSync(join(import.meta.dirname, '../reference/sav/files/haven-zsav.zsav'))
  const changed = Buffer.from(whole)
  const at = whole.length - 200
  changed[at] = (changed[at] ?? 0) ^ 0x10
  expect(await outcome(changed)).toMatch(/^damaged-file 1:1 block 1 of 1 cannot be unpacked/)
})

test('a packed block that holds less than was said is refused', async () => {
  const changed = Buffer.from(readFileSync(join(import.meta.dirname, '../reference/sav/files/haven-zsav.zsav')))
  const said = changed.length - 8
  changed.writeInt32LE(changed.readInt32LE(said) + 8, said)
  expect(await outcome(changed)).toMatch(/block 1 of 1 holds \d+ bytes, \d+ were said/)
})

test('files that cannot be read say what they are', async () => {
  expect(await outcome(Buffer.concat([Buffer.from([28, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('ENCRYPTEDSAV'), Buffer.alloc(200)]))).toMatch(
    /locked with a password/,
  )
  expect(await outcome(Buffer.concat([Buffer.from([0x5b, 0xc6, 0xd3, 0xf2]), Buffer.alloc(200)]))).toMatch(/EBCDIC/)
  expect(await outcome(Buffer.from('unit;answer\n0301;7\n'.repeat(20)))).toMatch(/this is no data file of SPSS/)
  expect(sav.recognise(file().subarray(0, 512))).toBe(true)
  expect(sav.recognise(Buffer.from('unit;answer\n'))).toBe(false)
})
