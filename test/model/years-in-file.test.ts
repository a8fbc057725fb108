import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, expect, test } from 'vitest'
import { yearsInFile } from '../../src/model/years-in-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'years-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const text = 'id;år – dato;svar\r\na;2021;"x\r\ny"\r\nb;2020;\r\nc;;ø\r\n'

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-8 with a mark and a declared delimiter', Buffer.from(`\uFEFFsep=;\r\n${text}`)],
  ['the Latin-1 of Windows', iconv.encode(text, 'windows-1252')],
  ['the Latin-1 of Windows with a declared delimiter', iconv.encode(`sep=;\r\n${text}`, 'windows-1252')],
])('the years of a column are found in %s', (_, bytes) => {
  writeFileSync(join(folder, 'wave.csv'), bytes)
  expect(yearsInFile(folder, 'wave.csv', 'år – dato')).toEqual([2020, 2021])
  expect(yearsInFile(folder, 'wave.csv', 'svar')).toBeNull()
})
