import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { findingsOf, ofPlaces, places, question, survey, wave, type Files } from './small-seeds.ts'

const number = question('n', { kind: 'number' }, 'n')
const remark = question('remark', { kind: 'text' }, 'remark')
const form = (more: object = {}, ...questions: object[]) => survey([number, remark, ...(questions as (typeof number)[])], more as typeof number)
const frame = { frame: { file: 'frame.csv', unit: 'id', size: 'size' }, design: { strata: 's' } }
const parts = { unit: { column: 'id', kind: 'other', parts: 'parts.csv' } }
/** Nothing tells what a file holds before it is read, as with one that is handed in. */
const loaded = (text: string) => wave(iconv.encode(text, 'utf16', { addBOM: true }))

test.each<[rule: string, ...files: Files[]]>([
  ['csv-syntax', form(), wave('id,n,remark\na,1,x"y\nb,2,"z"z\n')],
  ['csv-syntax', form(), wave('id,n,remark\na,1,"y\nb,2,z\n')],
  ['cell-count', form(), wave('id,n,remark\na,1\n')],
  ['wrong-encoding', form(), wave('id,n,remark\na,1,blÃ¥\nb,2,bl\uFFFD\nc,3,bl†r\n')],
  ['wrong-encoding', form(), wave('id,n,remark\na,1,bl\0\n')],
  ['wrong-encoding', form(), wave(Buffer.concat([Buffer.from('id,n,remark\na,1,blå\nb,2,'), Buffer.from([0xe5, 0x0a])]))],
  ['no-rows', form(), wave('id,n,remark\n')],
  ['long-answers', form(), loaded('id,what,x,y\na,n,1,2\n')],
  ['same-cell-twice', form({}, question('m', { kind: 'choice', options: { A: 'alpha' } }, { fact: 'things.has', kind: '$option' }), question('o', { kind: 'boolean' }, { fact: 'things.has', kind: 'alpha' })), wave('id,n,remark,m,o\na,1,,A,1\n')],
  ['no-frame', form(frame), { 'frame.csv': 'id,size,s,year\na,1,x,2019\n' }, wave('id,n,remark\na,1,\n')],
  ['duplicate-unit', form(frame), { 'frame.csv': 'id,size,s\na,1,x\na,2,x\n' }, wave('id,n,remark\na,1,\n')],
  ['missing-unit', form(frame), { 'frame.csv': 'id,size,s\na,1,x\n,2,x\n' }, wave('id,n,remark\na,1,\n')],
  ['design-number', form(frame), { 'frame.csv': 'id,size,s\na,many,x\n' }, wave('id,n,remark\na,1,\n')],
  ['missing-stratum', form(frame), { 'frame.csv': 'id,size,s\na,1,\n' }, wave('id,n,remark\na,1,\n')],
  ['duplicate-unit', form(parts), { 'parts.csv': 'part,unit\np,a\np,b\n' }, wave('id,n,remark\np,1,\n')],
  ['missing-unit', form(parts), { 'parts.csv': 'part,unit\np,\n' }, wave('id,n,remark\np,1,\n')],
  ['unknown-unit', places, form({ ...ofPlaces, unit: { column: 'id', kind: 'area', parts: 'parts.csv' } }), { 'parts.csv': 'part,unit\np,99\n' }, wave('id,n,remark\n01,1,\n')],
])('%s', async (rule, ...files) => {
  const findings = await findingsOf(...files)
  expect(findings.map((found) => found.rule)).toContain(rule)
  for (const { message, wayOut, translated } of findings) {
    const { message: nb = message, wayOut: wayOutNb = wayOut } = translated?.['nb'] ?? {}
    expect([nb === message, wayOutNb === wayOut], message).toEqual([false, false])
  }
})
