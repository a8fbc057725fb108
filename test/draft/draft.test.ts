import { describe, expect, test } from 'vitest'
import { places, question, survey } from '../ingest/small-seeds.ts'
import { draftOf } from './draft-of.ts'

const rows = (...columns: readonly (readonly string[])[]): string[][] =>
  (columns[0] ?? []).map((_, row) => columns.map((column) => column[row] ?? ''))
const codes = ['01', '02', '04', '05', '06', '03']

describe('who answers', () => {
  test('is the column whose values are areas of the base level, whatever it is called', async () => {
    const { survey: draft } = await draftOf(
      ['lnr', 'where', 'n'],
      rows(['1', '2', '3', '4', '5', '6'], codes, ['7', '1', '7', '7', '7', '7']),
      places,
    )
    expect(draft).toMatchObject({ unit: { column: 'where', kind: 'area' }, frame: 'geography' })
  })

  test('is the column whose values are in the list of another survey, with that list', async () => {
    const listed = {
      'surveys/form.yaml':
        survey([question('n', { kind: 'number' }, 'n')], { frame: { file: 'list.csv', unit: 'school' } })['surveys/form.yaml'] ?? '',
      'list.csv': 'school\ns1\ns2\ns3\n',
      'waves/form/2020.csv': 'id;n\ns1;1\n',
    }
    const { survey: draft } = await draftOf(['n', 'code'], rows(['1', '1', '2'], ['s1', 's3', 's2']), listed)
    expect(draft).toMatchObject({ unit: { column: 'code', kind: 'other' }, frame: { file: 'list.csv', unit: 'school' } })
  })

  test('is else a guess, which says so', async () => {
    const { survey: draft, yaml } = await draftOf(['answer', 'respnr'], rows(['a', 'a'], ['1', '2']))
    expect(draft).toMatchObject({ unit: { column: 'respnr', kind: 'other' }, frame: 'none' })
    expect(yaml).toMatch(/# a guess: it is called so\nunit:/)
  })

  test('codes that lost their zeros, and units in several rows, are told', async () => {
    const { yaml } = await draftOf(['id', 'n'], rows(['1', '2', '4', '5', '6', '6'], ['1', '2', '3', '4', '5', '6']), places)
    expect(yaml).toMatch(/lost the zeros/)
    expect(yaml).toMatch(/stand in several rows/)
  })
})

describe('the years', () => {
  test('of a file with several are those of its column', async () => {
    const { survey: draft, questions } = await draftOf(
      ['id', 'year', 'n'],
      rows(['a', 'a', 'b'], ['2020', '2021', '2021'], ['1', '2', '3']),
    )
    expect(draft).toMatchObject({ waves: { file: 'waves/fresh/answers.sav', year: 'year' } })
    expect(questions.map(({ id }) => id)).toEqual(['n'])
  })

  test('a single one, in a column or in the name of the file, is for load', async () => {
    const { survey: draft, yaml } = await draftOf(['id', 'aar', 'n'], rows(['a', 'b'], ['2021', '2021'], ['1', '2']))
    expect(draft).toMatchObject({ waves: { years: [] } })
    expect(yaml).toMatch(/kartlag load answers.sav --survey fresh --wave 2021/)
    expect((await draftOf(['id', 'n'], rows(['a'], ['1']), {}, 'form_2019.csv')).yaml).toMatch(
      /load form_2019.csv --survey fresh --wave 2019/,
    )
    expect((await draftOf(['id', 'n'], rows(['a'], ['1']), {}, 'form_2019_2020.csv')).yaml).toMatch(/--wave YEAR/)
  })
})

describe('kinds of answers', () => {
  const ids = Array.from({ length: 24 }, (_, i) => `u${i}`)
  const cycle = (...texts: string[]) => ids.map((_, i) => texts[i % texts.length] ?? '')
  const drafted = async (column: Parameters<typeof draftOf>[0][number], texts: readonly string[]) => {
    const { questions } = await draftOf(['id', column], rows(ids, texts))
    return questions[0]
  }

  test('numbers, with room above the greatest seen, and words among them', async () => {
    expect(
      await drafted(
        'q',
        ids.map((_, i) => `${i * 25},5`),
      ),
    ).toMatchObject({ answer: { kind: 'number', min: 0, max: 2000 }, notes: expect.arrayContaining(['0.5 to 575.5 in the file']) })
    expect(
      await drafted(
        'q',
        ids.map((_, i) => String(i - 3)),
      ),
    ).toMatchObject({ answer: { kind: 'number', max: 100 } })
    const some = await drafted(
      'q',
      ids.map((_, i) => (i < 3 ? 'ukjent' : String(i * 1000))),
    )
    expect(some).toMatchObject({ answer: { kind: 'number', min: 0, max: 50_000 }, missing: { ukjent: 'not_answered' } })
    expect(some?.notes.join()).toMatch(/words among the numbers: "ukjent"/)
  })

  test('yes and no, days, few texts, ticks in one column, free text', async () => {
    expect(await drafted('q', cycle('Ja', 'Nei', ''))).toMatchObject({ answer: { kind: 'boolean' } })
    expect(await drafted('q', cycle('2024-03-31', '01.04.2024'))).toMatchObject({ answer: { kind: 'date' } })
    expect(await drafted('q', cycle('Godt', 'Dårlig'))).toMatchObject({
      answer: { kind: 'choice', options: { Godt: 'godt', Dårlig: 'darlig' } },
    })
    expect(await drafted('q', cycle('a; b', 'b', 'c;a'))).toMatchObject({
      answer: { kind: 'multi', separator: ';', options: { a: 'a', b: 'b', c: 'c' } },
    })
    const free = await drafted(
      'q',
      ids.map((id) => `words of ${id}`),
    )
    expect(free).toMatchObject({ answer: { kind: 'text' } })
    expect(free?.notes.join()).toMatch(/may tell of persons/)
  })

  test('labels of values are options; those of yes and no are true and false', async () => {
    const of = (labels: Record<string, string>, ...texts: string[]) =>
      drafted({ name: 'q', label: 'Plan?', kind: 'number', labels }, cycle(...texts))
    expect(await of({ 1: 'Ja', 2: 'Nei' }, '1', '2')).toMatchObject({
      text: { nb: 'Plan?', en: 'Plan?' },
      answer: { kind: 'choice', options: { 1: true, 2: false } },
    })
    expect(await of({ 1: 'Ja', 2: 'Nei', 3: 'Under arbeid' }, '1', '2')).toMatchObject({
      answer: { options: { 1: 'ja', 2: 'nei', 3: 'under_arbeid' }, labels: { 3: { nb: 'Under arbeid', en: 'Under arbeid' } } },
    })
    // A label at a single value does not make a number a choice.
    expect(await of({ 0: 'Ingen' }, '0', '12', '5', '900')).toMatchObject({ answer: { kind: 'number', min: 0 } })
  })

  test('values that the file declares as missing are listed with their labels, and other words of no answer with the survey', async () => {
    const { questions, survey: draft } = await draftOf(
      ['id', { name: 'q', labels: { 1: 'Ja', 2: 'Nei', 98: 'Vet ikke' }, missing: ['98'] }, 'n'],
      rows(ids, cycle('1', '98', '2'), cycle('..', '3', '-')),
    )
    expect(questions[0]).toMatchObject({
      answer: { options: { 1: true, 2: false } },
      missing: { 98: 'not_answered' },
      notes: expect.arrayContaining([expect.stringMatching(/declares as missing: 98 "Vet ikke" \(8\)/)]),
    })
    expect(questions[1]).toMatchObject({ answer: { kind: 'number' } })
    expect(draft['missing']).toEqual({ '': 'not_answered', '..': 'not_answered', '-': 'not_answered' })
  })

  test('x and empty in columns with a name in common are one question', async () => {
    const ticks = [cycle('x', ''), cycle('', 'x'), cycle('X', '')]
    const { questions } = await draftOf(
      ['id', { name: 'way_mail', label: 'Which ways? - Letters' }, { name: 'way_phone', label: 'Which ways? - Telephone' }, 'other_thing'],
      rows(ids, ...ticks),
    )
    expect(questions).toMatchObject([
      { id: 'way', text: { nb: 'Which ways?' }, columns: { way_mail: 'letters', way_phone: 'telephone' }, answer: { kind: 'multi' } },
      { columns: { other_thing: 'thing' } },
    ])
  })

  test('0 and 1 are one question only where their names are numbered and their labels begin alike', async () => {
    const two = (a: Parameters<typeof draftOf>[0][number], b: Parameters<typeof draftOf>[0][number]) =>
      draftOf(['id', a, b], rows(ids, cycle('1', '0'), cycle('0', '1')))
    expect(
      (await two({ name: 'q5_1', label: 'Which of these exist: plan' }, { name: 'q5_2', label: 'Which of these exist: team' })).questions,
    ).toMatchObject([{ columns: { q5_1: 'plan', q5_2: 'team' } }])
    expect((await two('has_plan', 'has_team')).questions).toHaveLength(2)
    expect((await two({ name: 'q5_1', label: 'Is there a plan?' }, { name: 'q5_2', label: 'How is the team?' })).questions).toHaveLength(2)
  })
})

describe('what an answer gives', () => {
  const model = survey(
    [
      question('loans', { kind: 'number', unit: 'things' }, 'n', {
        text: { nb: 'Hvor mange utlån hadde biblioteket i løpet av året?', en: 'How many loans did the library have during the year?' },
      }),
      question('open', { kind: 'boolean' }, 'has', {
        text: { nb: 'Er biblioteket åpent på søndager?', en: 'Is the library open on Sundays?' },
      }),
      question('kinds', { kind: 'multi' }, { fact: 'things.every', kind: '$option' }, { columns: { kind_a: 'alpha', kind_b: 'beta' } }),
    ],
    { waves: { years: [] } },
  )

  test('is taken from the nearest question where it is near enough and of the same kind, and says how near', async () => {
    const { question: of } = await draftOf(
      [
        'id',
        { name: 'q1', label: 'Hvor mange utlån hadde biblioteket i året?' },
        { name: 'q2', label: 'Er biblioteket åpent på søndager' },
      ],
      rows(codes, ['1', '5', '9', '30', '2', '8'], ['ja', 'nei', 'ja', 'ja', 'nei', 'ja']),
      model,
    )
    expect(of('q1')).toMatchObject({
      gives: { fact: 'things.n' },
      answer: { kind: 'number', unit: 'things' },
      notes: expect.arrayContaining([
        expect.stringMatching(/^gives is taken from the nearest question: form\.loans, 0\.[89]\d near, "Hvor mange utlån/),
      ]),
    })
    expect(of('q2')).toMatchObject({ gives: { fact: 'things.has' } })
  })

  test('is only mentioned where it is less near, and not given by two', async () => {
    const { question: of } = await draftOf(
      [
        'id',
        { name: 'q1', label: 'Hvor mange utlån hadde biblioteket?' },
        { name: 'q2', label: 'Hvor mange utlån hadde biblioteket i løpet av året?' },
        { name: 'q3', label: 'Hvor mange besøk hadde museet?' },
      ],
      rows(codes, ['1', '5', '9', '30', '2', '8'], ['1', '5', '9', '30', '2', '8'], ['1', '5', '9', '30', '2', '8']),
      model,
    )
    expect([of('q1')['gives'], of('q2')['gives'], of('q3')['gives']]).toEqual([undefined, { fact: 'things.n' }, undefined])
    expect(of('q1').notes.join()).toMatch(/nearest question: form\.loans.*if it is the same, gives: \{ fact: things\.n \}/)
  })

  test('of free text only where it is that very question, for it may be shown to all', async () => {
    const remarks = survey(
      [question('remark', { kind: 'text' }, 'remark', { text: { nb: 'Hva vil dere ellers si?', en: 'What else?' } })],
      { waves: { years: [] } },
    )
    const texts = codes.map((code) => `words of ${code}`)
    const near = await draftOf(['id', { name: 'q', label: 'Hva vil dere ellers si oss?' }], rows(codes, texts), remarks)
    expect(near.question('q')['gives']).toBeUndefined()
    expect(near.question('q').notes.join()).toMatch(/nearest question: form\.remark/)
    const same = await draftOf(['id', { name: 'q', label: 'Hva vil dere ellers si?' }], rows(codes, texts), remarks)
    expect(same.question('q')).toMatchObject({ gives: { fact: 'things.remark' } })
  })

  test('with $option, where all options are members', async () => {
    const likes = { name: 'kind_a' }
    const { question: of } = await draftOf(
      ['id', likes, 'kind_b'],
      rows(codes, ['1', '0', '1', '1', '0', '1'], ['0', '1', '1', '0', '0', '1']),
      model,
    )
    expect(of('kind')).toMatchObject({ columns: { kind_a: 'alpha', kind_b: 'beta' }, gives: { fact: 'things.every', kind: '$option' } })
    const other = await draftOf(['id', 'kind_a', 'kind_c'], rows(codes, ['x', '', 'x', 'x', '', 'x'], ['', 'x', 'x', '', '', 'x']), model)
    expect(other.questions).toMatchObject([{ columns: { kind_a: 'a', kind_c: 'c' } }])
    expect(other.questions[0]?.['gives']).toBeUndefined()
  })

  test('without $option, where one option is like no member', async () => {
    const chosen = survey([question('best', { kind: 'choice', options: { Alpha: 'alpha' } }, { fact: 'things.has', kind: '$option' })], {
      waves: { years: [] },
    })
    const best = (...texts: string[]) => draftOf(['id', 'best'], rows(codes, texts.concat(texts, texts)), chosen)
    expect((await best('Gammas', 'Alpha')).questions).toMatchObject([{ answer: { options: { Gammas: 'gamma', Alpha: 'alpha' } } }])
    expect((await best('Gammas', 'Alpha')).questions[0]?.['gives']).toEqual({ fact: 'things.has', kind: '$option' })
    expect((await best('Gammas', 'Zebra')).questions[0]?.['gives']).toBeUndefined()
  })

  test('a file that is a wave of a survey of the folder is told so', async () => {
    const { yaml } = await draftOf(
      ['id', 'loans', 'open', 'kind_a'],
      rows(codes, ['1', '2', '3', '4', '5', '6'], ['ja', 'nei', 'ja', 'nei', 'ja', 'nei'], ['x', '', 'x', '', 'x', '']),
      model,
    )
    expect(yaml).toMatch(/3 of its columns are columns of the survey form\. Is it a wave of that\?/)
  })
})

describe('columns that may tell who a person is', () => {
  test.each([
    ['contact_name', ['Kari Nordmann', 'Ola Hansen', 'Liv Dahl']],
    ['Etternavn', ['Nordmann', 'Hansen', 'Dahl']],
    ['q7', ['kari@example.org', 'ola@example.org', '']],
    ['tlf', ['22334455', '99887766', '40506070']],
    ['q8', ['01017012345', '02028012345', '03039012345']],
    ['fødselsdato', ['01.01.1970', '02.02.1980', '03.03.1990']],
  ])('%s is left out, with a comment', async (name, texts) => {
    const { questions, yaml } = await draftOf(['id', name, 'n'], rows(['a', 'b', 'c'], texts, ['1', '2', '3']))
    expect(questions.map(({ id }) => id)).toEqual(['n'])
    expect(yaml).toMatch(new RegExp(`no question of this draft:\\n#  +${name}: (may tell|holds)`))
    for (const text of texts.filter((one) => one !== '')) expect(yaml).not.toContain(text)
  })

  test('but an answer about telephones is a question', async () => {
    const { questions } = await draftOf(
      ['id', { name: 'q1', label: 'Can one book by phone?' }],
      rows(codes, ['ja', 'nei', 'ja', 'ja', 'nei', 'ja']),
    )
    expect(questions).toHaveLength(1)
  })
})
