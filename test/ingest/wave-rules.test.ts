import { expect, test } from 'vitest'
import { findingsOf, ofPlaces, only, places, question, short, survey, wave } from './small-seeds.ts'

const number = question('q', { kind: 'number', min: 0, max: 100 }, 'n')

test('a text that is no number says what is allowed', async () => {
  const findings = await findingsOf(survey([number]), wave('id;q\na;ca. 5\nb;1.234,5\nc;nan\nd;12 34\ne;1e\nf;-\ng;12 %\n'))
  expect(short(findings).map(([place, rule, message]) => [place, rule, message])).toEqual(
    ['ca. 5', '1.234,5', 'nan', '12 34', '1e', '-', '12 %'].map((text, index) => [
      `waves/form/2020.csv:${index + 2}:2`,
      'not-a-number',
      `${JSON.stringify(text)} in q is no number`.replace('in q', 'in q (question q)'),
    ]),
  )
  expect(findings[0]?.wayOut).toMatch(/a word for a missing answer \("", "NA"\)/)
})

test('a number outside the range of its question is a finding', async () => {
  const findings = await findingsOf(
    survey([number, question('r', { kind: 'number', min: 1 }, 'most')]),
    wave('id,q,r\na,101,1\nb,-0.5,0\nc,100,1\n'),
  )
  expect(short(findings)).toEqual([
    ['waves/form/2020.csv:2:2', 'out-of-range', '101 in q (question q) is outside 0 to 100'],
    ['waves/form/2020.csv:3:2', 'out-of-range', '-0.5 in q (question q) is outside 0 to 100'],
    ['waves/form/2020.csv:3:3', 'out-of-range', '0 in r (question r) is outside from 1'],
  ])
})

test('an option nobody declared lists the options and the nearest', async () => {
  const choice = question('q', { kind: 'choice', options: { Ja: true, Nei: false } }, 'has')
  expect(await only(survey([choice]), wave('id,q\na,ja\n'))).toEqual([
    'waves/form/2020.csv:2:2',
    'unknown-option',
    '"ja" in q (question q) is no option; nearest: Ja; allowed: Ja, Nei',
  ])
  const listed = question('q', { kind: 'multi', separator: '|' }, { fact: 'things.has', kind: '$option' })
  expect(await only(survey([listed]), wave('id,q\na,alpha|delta\n'))).toEqual([
    'waves/form/2020.csv:2:2',
    'unknown-option',
    '"delta" in q (question q) is no option; nearest: beta; allowed: alpha, beta, gamma',
  ])
})

test('a word that is neither yes nor no, and a text that is no date, are findings; x is a yes in a multi-select only', async () => {
  const findings = await findingsOf(
    survey([
      question('q', { kind: 'boolean' }, 'has'),
      question('ticks', { kind: 'multi' }, { fact: 'things.every', kind: '$option' }, { columns: { t: 'alpha' } }),
      question('since', { kind: 'date' }, 'since'),
    ]),
    wave('id,q,t,since\na,x,x,2020-02-30\nb,1,perhaps,1.2.20\n'),
  )
  expect(short(findings)).toEqual([
    ['waves/form/2020.csv:2:2', 'not-yes-no', '"x" in q (question q) is neither yes nor no; allowed: 1/0, true/false, ja/nei, yes/no'],
    ['waves/form/2020.csv:2:4', 'not-a-date', '"2020-02-30" in since (question since) is no date; allowed: 2024-03-31 or 31.03.2024'],
    [
      'waves/form/2020.csv:3:3',
      'not-yes-no',
      '"perhaps" in t (question ticks) is neither yes nor no; allowed: 1/0, true/false, ja/nei, yes/no, x or empty',
    ],
    ['waves/form/2020.csv:3:4', 'not-a-date', '"1.2.20" in since (question since) is no date; allowed: 2024-03-31 or 31.03.2024'],
  ])
})

test('a word for missing answers that is not declared is a mistake, and one that is holds for answers only', async () => {
  expect((await only(survey([number], { missing: ['..'] }), wave('id,q\na,\n')))?.[1]).toBe('not-a-number')
  expect((await only(survey([number], { design: { weight: 'w' } }), wave('id,q,w\na,1,NA\n')))?.slice(1)).toEqual([
    'design-number',
    '"NA" in w is no number above 0',
  ])
})

test('units: no code, the same twice, and one the frame does not have', async () => {
  const framed = survey([number], { frame: { file: 'frame.csv', unit: 'school', size: 'pupils' } })
  const findings = await findingsOf(framed, { 'frame.csv': 'school,pupils\nalm,10\nbirk,20\n' }, wave('id,q\nalm,1\n,2\nbrik,3\nalm,4\n'))
  expect(short(findings)).toEqual([
    ['waves/form/2020.csv:3:1', 'missing-unit', 'the row has no code in id'],
    ['waves/form/2020.csv:4:1', 'unknown-unit', 'unit "brik" is not known in 2020; nearest: birk; allowed: alm, birk'],
    ['waves/form/2020.csv:5:1', 'duplicate-unit', 'unit alm has answered 2020 already, in line 2'],
  ])
})

test('a code of another year says what it became, or what it was before', async () => {
  const findings = await findingsOf(
    places,
    survey([number], { ...ofPlaces, waves: { years: [2020, 2022] } }),
    wave('id,q\n01,1\n04,1\n1,1\n'),
    wave('id,q\n03,1\n02,1\n99,1\n', 2022),
  )
  expect(short(findings)).toEqual([
    ['waves/form/2020.csv:3:1', 'unknown-unit', 'unit 04 Damson began in 2021; before it was 03 Cypress'],
    ['waves/form/2020.csv:4:1', 'unknown-unit', 'unit 1 is not known in 2020; nearest: 01 (a leading zero was lost)'],
    ['waves/form/2022.csv:2:1', 'unknown-unit', 'unit 03 Cypress ended in 2020; it became 04 Damson, 05 Elm'],
    ['waves/form/2022.csv:3:1', 'unknown-unit', 'unit 02 Birk ended in 2021; it became 06 Fir'],
    ['waves/form/2022.csv:4:1', 'unknown-unit', 'unit "99" is not known in 2022; nearest: 04; allowed: 04, 05, 06'],
  ])
})

test('responded is 0 or 1, and the answers of who did not respond are not read', async () => {
  const model = survey([number], { waves: { years: [2020], responded: 'svar' } })
  const findings = await findingsOf(model, wave('id,svar,q\na,1,1\nb,0,rubbish\nc,,3\nd,ja,4\n'))
  expect(short(findings)).toEqual([
    ['waves/form/2020.csv:4:2', 'responded', '"" in svar; allowed: 0, 1'],
    ['waves/form/2020.csv:5:2', 'responded', '"ja" in svar; allowed: 0, 1'],
  ])
})

test('the design needs its columns filled: stratum, weight, cluster, number of clusters', async () => {
  const model = {
    ...survey([number], { design: { strata: 's', weight: 'w', cluster: 'c', units: 'u' } }),
    'dimensions/owner.yaml': `id: owner\nlabel: { nb: Eier, en: Owner }\nof: unit\ncolumn: owner\nmembers:\n  - { id: public, label: { nb: O, en: P } }\n`,
  }
  const findings = await findingsOf(model, wave('id,s,w,c,u,owner,q\na,,0,,x,,1\nb,s,-1,c,0,private,1\nc,s,1,c,2,public,1\n'))
  expect(short(findings)).toEqual([
    ['waves/form/2020.csv:2:2', 'missing-stratum', 'the row has no s'],
    ['waves/form/2020.csv:2:3', 'design-number', '"0" in w is no number above 0'],
    ['waves/form/2020.csv:2:4', 'missing-design-value', 'the row has no c'],
    ['waves/form/2020.csv:2:5', 'design-number', '"x" in u is no number above 0'],
    ['waves/form/2020.csv:3:3', 'design-number', '"-1" in w is no number above 0'],
    ['waves/form/2020.csv:3:5', 'design-number', '"0" in u is no number above 0'],
    ['waves/form/2020.csv:3:6', 'unknown-member', '"private" is no member of owner; allowed: public'],
  ])
})

test('a stratum that the totals do not have is a finding', async () => {
  const model = survey([number], { frame: { strata_file: 'strata.csv', strata: 's', units: 'n' } })
  expect(await only(model, { 'strata.csv': 's,n\nNorth,5\nSouth,7\n' }, wave('id,s,q\na,North,1\nb,Soth,1\n'))).toEqual([
    'waves/form/2020.csv:3:2',
    'unknown-stratum',
    'stratum "Soth" is not in the frame of form; nearest: South; allowed: North, South',
  ])
})

test('the frame is checked too', async () => {
  const model = survey([number], { frame: { file: 'frame.csv', unit: 'school', strata: 'place', size: 'pupils' } })
  const findings = await findingsOf(
    model,
    { 'frame.csv': 'school,place,pupils\nalm,N,ten\nalm,N,1\n,S,1\nbirk,,2\n' },
    wave('id,q\nbirk,1\n'),
  )
  expect(short(findings)).toEqual([
    ['frame.csv:2:3', 'design-number', '"ten" in pupils is no number from 0'],
    ['frame.csv:3:1', 'duplicate-unit', 'alm is there twice, first in line 2'],
    ['frame.csv:4:1', 'missing-unit', 'the row has no school'],
    ['frame.csv:5:2', 'missing-stratum', 'birk has no place'],
  ])
})

test('a year column holds years, and one file may hold several waves', async () => {
  const model = survey([number], { waves: { file: 'waves/form/all.csv', year: 'year' } })
  const findings = await findingsOf(model, { 'waves/form/all.csv': 'id,year,q\na,2020,1\na,2021,1\na,twenty,1\na,2021,2\n' })
  expect(short(findings)).toEqual([
    ['waves/form/all.csv:4:2', 'not-a-year', '"twenty" is no year'],
    ['waves/form/all.csv:5:1', 'duplicate-unit', 'unit a has answered 2021 already, in line 3'],
  ])
})

test('two questions that answer for the same cell of one unit are a finding', async () => {
  const ticks = question('ticks', { kind: 'multi', separator: '|' }, { fact: 'things.has', topic: '$option' })
  const one = question('one', { kind: 'boolean' }, { fact: 'things.has', topic: 'song' })
  expect(await only(survey([ticks, one]), wave('id,ticks,one\na,song|dance,1\nb,dance,0\n'))).toEqual([
    'waves/form/2020.csv:2:3',
    'same-cell-twice',
    'questions ticks and one both give things.has (topic song) in 2020, for 2 units such as a',
  ])
})

test('all mistakes of a file are told in one run, up to 200 with a count of the rest', async () => {
  const rows = Array.from({ length: 250 }, (_, row) => `u${row},bad`).join('\n')
  const findings = await findingsOf(survey([number]), wave(`id,q\n${rows}\n`))
  expect(findings).toHaveLength(201)
  expect(findings.at(-1)?.message).toBe('50 more mistakes in this file')
})

test('a frame of areas has areas of the year; parts belong to one known unit', async () => {
  const framed = survey([number], { unit: { column: 'id', kind: 'area', parts: 'parts.csv' }, frame: { file: 'frame.csv', unit: 'place' } })
  const findings = await findingsOf(
    places,
    framed,
    { 'frame.csv': 'place\n01\n04\n02\n', 'parts.csv': 'part,unit\np1,01\np1,02\np2,\np3,77\n' },
    wave('id,q\np1,1\n01,1\np3,1\np9,1\n'),
  )
  expect(short(findings)).toEqual([
    ['frame.csv:3:1', 'unknown-unit', 'unit 04 Damson began in 2021; before it was 03 Cypress'],
    ['parts.csv:3:1', 'duplicate-unit', 'part p1 is there twice, first in line 2'],
    ['parts.csv:4:2', 'missing-unit', 'the row lacks a part or its unit'],
    ['parts.csv:5:2', 'unknown-unit', 'part p3 belongs to unit "77", which is no unit of form; nearest: 01'],
    ['waves/form/2020.csv:3:1', 'answers-through-parts', '01 answers through its parts, not itself'],
    ['waves/form/2020.csv:5:1', 'unknown-unit', 'unit "p9" is not known in 2020; nearest: p1; allowed: 01, 02, 04, p1, p2, p3'],
  ])
})

test('parts belong to units that there are, in the year that they answer', async () => {
  const parted = survey([number], { ...ofPlaces, unit: { column: 'id', kind: 'area', parts: 'parts.csv' } })
  const findings = await findingsOf(places, parted, { 'parts.csv': 'part,unit\np1,01\np2,1\np3,04\n' }, wave('id,q\np1,1\np3,1\n'))
  expect(short(findings)).toEqual([
    ['parts.csv:3:2', 'unknown-unit', 'part p2 belongs to unit "1", which is no unit of form; nearest: 01'],
    ['waves/form/2020.csv:3:1', 'unknown-unit', 'part p3 belongs to unit "04", which is not known in 2020'],
  ])
  const others = survey([number], { unit: { column: 'id', kind: 'other', parts: 'parts.csv' } })
  expect(await findingsOf(others, { 'parts.csv': 'part,unit\np1,01\np2,77\n' }, wave('id,q\np1,1\n'))).toEqual([])
})

test('strata that only the wave file knows cannot weight a frame in which others are silent', async () => {
  const model = survey([number], { ...ofPlaces, design: { strata: 's' } })
  expect(await only(places, model, wave('id,s,q\n01,x,1\n'))).toEqual([
    'waves/form/2020.csv:1:1',
    'stratum-not-in-frame',
    'the stratum of 2 units of the frame such as 02 is not known in 2020: only the wave file has s, and they have no row there',
  ])
  expect(await findingsOf(places, model, wave('id,s,q\n01,x,1\n02,x,2\n03,y,3\n'))).toEqual([])
})

test('mistakes of the model and of the answers are told in one run', async () => {
  const model = survey([question('q', { kind: 'number', min: 0 }, 'n'), question('lost', { kind: 'number' }, 'nowhere')], ofPlaces)
  const findings = await findingsOf(places, model, wave('id,q,lost\n01,-1,x\n99,1,1\n'))
  expect(findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`)).toEqual([
    expect.stringMatching(/^surveys\/form.yaml:\d+ unknown-fact$/),
    'waves/form/2020.csv:2 out-of-range',
    'waves/form/2020.csv:2 not-a-number',
    'waves/form/2020.csv:3 unknown-unit',
  ])
})

test('a folder whose model cannot be read at all tells that only', async () => {
  const findings = await findingsOf(survey([number]), { 'model.yaml': 'id: [' }, wave('id,q\na,x\n'))
  expect(new Set(findings.map(({ file }) => file))).toEqual(new Set(['model.yaml']))
})

test('a stratum has one number of units, and not fewer than answered', async () => {
  const counted = survey([number], { design: { strata: 's', units: 'fpc' } })
  const findings = await findingsOf(counted, wave('id,s,fpc,q\na,x,5,1\nb,x,6,1\nc,y,1,1\nd,y,1,1\n'))
  expect(short(findings)).toEqual([
    ['waves/form/2020.csv:3:3', 'units-vary', 'fpc is 6 here and 5 in another row of the same stratum'],
    ['waves/form/2020.csv:5:1', 'more-than-there-are', '2 units of stratum y answered in 2020, and there are only 1'],
  ])
  const totals = survey([number], { frame: { strata_file: 'strata.csv', strata: 's', units: 'n' } })
  expect((await only(totals, { 'strata.csv': 's,n\nx,1\n' }, wave('id,s,q\na,x,1\nb,x,1\n')))?.[2]).toBe(
    '2 units of stratum x answered in 2020, and there are only 1',
  )
  const clustered = survey([number], { design: { cluster: 'd', units: 'fpc' } })
  expect(await findingsOf(clustered, wave('id,d,fpc,q\na,d1,1,1\nb,d1,1,1\n'))).toEqual([])
  expect((await only(clustered, wave('id,d,fpc,q\na,d1,1,1\nb,d2,1,1\n')))?.[2]).toBe(
    '2 clusters of the survey answered in 2020, and there are only 1',
  )
})

test('a finding of a cell says whose it is, in which column, and what came; one of a whole file does not', async () => {
  const model = survey([number], { waves: { years: [2020], responded: 'svar' } })
  const answers = (await findingsOf(model, wave('id,svar,q\na,1,ten\n,1,1\nb,x,1\n'))).map(({ answer }) => answer)
  expect(answers).toEqual([
    { unit: 'a', column: 'q', value: 'ten' },
    { unit: null, column: 'id', value: '' },
    { unit: 'b', column: 'svar', value: 'x' },
  ])
  const [whole] = await findingsOf(places, survey([number], { ...ofPlaces, design: { strata: 's' } }), wave('id,s,q\n01,x,1\n'))
  expect(whole?.rule).toBe('stratum-not-in-frame')
  expect(whole?.answer).toBeUndefined()
})
