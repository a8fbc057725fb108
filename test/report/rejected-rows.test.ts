import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { buildRelease } from '../../src/ingest/build.ts'
import { headerNames } from '../../src/model/header-names.ts'
import { readModel } from '../../src/model/read-model.ts'
import { RefusedInput } from '../../src/model/refused-input.ts'
import { inspect, type Inspected } from '../../src/report/inspect.ts'
import { writeRejected } from '../../src/report/rejected-rows.ts'
import { question, survey, wave, writeSeeds } from '../ingest/small-seeds.ts'

const { dir: seeds, remove } = writeSeeds(
  survey([question('n', { kind: 'number' }, 'n'), question('remark', { kind: 'text' }, 'remark'), question('weeks', { kind: 'number' }, 'weeks')]),
  wave('id,n,remark,weeks\na,1,,2\n'),
)
const form = readModel(seeds).model?.surveys[0]
if (!form) throw new Error('no survey')
const folder = mkdtempSync(join(tmpdir(), 'kartlag-rejected-'))
afterAll(() => {
  remove()
  rmSync(folder, { recursive: true })
})

type Loaded = { readonly lines: Inspected['quality']['lines'] | undefined; readonly told: readonly string[]; readonly rejected: string | null }
let files = 0
/** Loads a text, with corrections, and writes what was rejected: its rows, without the header. */
const load = async (text: string, corrected: string | null = null): Promise<Loaded> => {
  files += 1
  const [path, corrections, out] = ['answers', 'corrected', 'rejected'].map((name) => join(folder, `${name}-${files}.csv`)) as [string, string, string]
  writeFileSync(path, text)
  if (corrected !== null) writeFileSync(corrections, corrected)
  const given = corrected === null ? null : corrections
  let inspected: Inspected | null = null
  const built = buildRelease({
    ...{ seeds, data: join(folder, 'data'), publish: false, load: { survey: 'form', year: 2020, path, file: path, corrected: given } },
    staged: async (staged) => {
      inspected = await inspect(staged, { survey: 'form', year: 2020, name: path, language: 'en' })
    },
  })
  const told = await built.then(
    () => [],
    (error: unknown) => {
      if (error instanceof RefusedInput) return error.findings.map(({ file, line, rule, message }) => `${file === given ? 'corrected' : 'answers'}:${line} ${rule}: ${message}`)
      throw error
    },
  )
  const { quality, reasons } = (inspected as Inspected | null) ?? { quality: undefined, reasons: new Map<number, string[]>() }
  const place = { name: () => out, overwrites: () => true }
  if (reasons.size > 0) await writeRejected(place, { path, file: 'answers.csv', sheet: undefined, header: headerNames(form), corrected: given }, reasons)
  return { lines: quality?.lines, told, rejected: reasons.size > 0 ? readFileSync(out, 'utf8') : null }
}

const text = 'id,n,remark,weeks\na,1,fine,2\nb,2,so, so,3\nc,4\nd,many,x,1\n'

describe('rows with too many or too few cells', () => {
  test('stand in their columns, with columns for what is too much', async () => {
    const { rejected, lines } = await load(text)
    const [head, ...rows] = (rejected ?? '').trimEnd().split('\r\n')
    expect(head).toBe('\uFEFFid;n;remark;weeks;extra_1;line;reason;rejected_from')
    expect(rows.map((row) => row.split(';').slice(0, 6).join(';'))).toEqual(['b;2;so;so;3;3', 'c;4;;;;4', 'd;many;x;1;;5'])
    expect(lines).toMatchObject({ read: 4, clean: 1, rejected: 3 })
  })

  test('load when their cells were moved', async () => {
    const { rejected } = await load(text)
    const mended = (rejected ?? '').replace('b;2;so;so;3;', 'b;2;so, so;3;;').replace('c;4;;;;', 'c;;so;4;;').replace(';many;', ';5;')
    expect(await load(text, mended)).toMatchObject({ told: [], rejected: null, lines: { read: 4, clean: 4, rejected: 0 } })
  })

  test('are rejected again as they were, until their reason is cleared; and with cells that are too much in any case', async () => {
    const { rejected } = await load(text)
    const some = (rejected ?? '').replace(';many;', ';5;')
    const again = await load(text, some)
    expect(again.told).toEqual(['answers:3 cell-count: the row has 5 cells, the header 4', 'answers:4 cell-count: the row has 2 cells, the header 4'])
    expect(again.lines).toMatchObject({ read: 4, clean: 2, rejected: 2 })
    expect((again.rejected ?? '').split('\r\n').map((row) => row.split(';').slice(0, 6).join(';'))).toEqual(['\uFEFFid;n;remark;weeks;extra_1;line', 'b;2;so;so;3;3', 'c;4;;;;4', 'd;5;x;1;;5', ''])
    const cleared = some.replaceAll(/(;[34];)"cell-count.*"(?=;answers)/g, '$1')
    const { told, rejected: left } = await load(text, cleared)
    expect(told).toEqual(['answers:3 cell-count: the row has 5 cells, the header 4'])
    expect(left).toMatch(/\nc;4;;;;4;;answers\.csv /)
  })

  test('lose none of them where the file has a column of the name that is given to what is too much', async () => {
    const own = 'id,n,remark,weeks,extra_1,extra_3\na,1,fine,2,,\nb,2,so,3,x,y,LOST,z\n'
    const { rejected } = await load(own)
    expect((rejected ?? '').split('\r\n')[0]).toBe('\uFEFFid;n;remark;weeks;extra_1;extra_3;extra_2;extra_4;line;reason;rejected_from')
    expect(rejected).toMatch(/\nb;2;so;3;x;y;LOST;z;3;/)
    const twice = (rejected ?? '').replace('extra_2', 'extra_1')
    for (const back of [rejected, twice]) {
      const again = await load(own, back)
      expect(again).toMatchObject({ told: ['answers:3 cell-count: the row has 8 cells, the header 6'], lines: { read: 2, clean: 1, rejected: 1 } })
      expect(again.rejected).toBe(rejected)
    }
  })

  test('that were not rejected may not get more cells than there are columns', async () => {
    const { rejected } = await load(text)
    const more = (rejected ?? '').replace('b;2;so;so;3;', 'b;2;so, so;3;;').replace('c;4;;;;', 'c;;;4;;').replace('d;many;x;1;;', 'd;5;x;1;9;')
    expect((await load(text, more)).told).toEqual([
      'answers:5 not-a-number: "many" in n (question n) is no number',
      'corrected:4 corrected-line: the row of line 5 has cells beyond the columns of the file',
    ])
  })
})

describe('the rows of another file', () => {
  test('are refused all of them, with both names; without a name they are taken', async () => {
    const { rejected } = await load(text)
    const other = text.replace('many', 'none')
    const mended = (rejected ?? '').replace('b;2;so;so;3;', 'b;2;so, so;3;;').replace('c;4;;;;', 'c;;so;4;;').replace(';many;', ';5;')
    const { told, lines } = await load(other, mended)
    expect(told.filter((one) => one.startsWith('corrected'))).toEqual([
      expect.stringMatching(/^corrected:2 corrected-line: these rows were rejected from another file, "answers\.csv [0-9a-f]{12}"; the file that is corrected has the checksum [0-9a-f]{12}$/),
    ])
    expect(lines).toMatchObject({ read: 4, clean: 1, rejected: 3 })
    expect((await load(other, mended.replaceAll(/;rejected_from|;answers\.csv [0-9a-f]{12}/g, ''))).told).toEqual([])
  })

  test('are refused too where they only leave rows out, and where they do not say where they came from', async () => {
    const { rejected } = await load(text)
    const bare = (rejected ?? '').replaceAll(/^[bcd];.*?;([345]);.*;(?=answers)/gm, ';;;;;$1;;')
    expect(bare.match(/^;;;;;[345];;answers/gm)).toHaveLength(3)
    const { told, lines } = await load(text, bare)
    expect([told, lines]).toEqual([[], expect.objectContaining({ read: 4, clean: 1, rejected: 0, leftOut: 3 })])
    const other = text.replace('many', 'none')
    expect((await load(other, bare)).told).toContainEqual(expect.stringMatching(/^corrected:2 corrected-line: these rows were rejected from another file/))
    const unsaid = bare.replace(/;answers.*/, ';')
    expect((await load(text, unsaid)).told).toContain('corrected:2 corrected-line: the row does not say in rejected_from which file it was rejected from')
  })

  test('do not become those of this one on the way', async () => {
    const { rejected } = await load(text)
    const other = text.replace('many', 'none')
    const again = await load(other, (rejected ?? '').replace(';many;', ';5;'))
    expect(again.rejected).toMatch(/^d;none;x;1;;5;/m)
  })

  test('left out before are left out with their file once more when others are still wrong', async () => {
    const { rejected } = await load(text)
    const some = (rejected ?? '').replace(/^c;.*;(?=answers)/m, ';;;;;4;;')
    expect((await load(text, some)).rejected).toMatch(/^;;;;;4;;answers\.csv [0-9a-f]{12}\r$/m)
  })
})
