import { dimensionsById } from '../declared.ts'
import { geographyFiles } from '../geography-rows.ts'
import type { Folder } from '../folder.ts'
import { givenBy } from '../given.ts'
import { allowed } from '../nearest.ts'
import type { Shaped } from '../shaped-file.ts'
import type { FactShape, IndicatorShape, SubjectShape } from '../shapes/subject-shape.ts'
import { hasSizes } from './design.ts'
import { rule } from './rule.ts'

type Entry = { file: Shaped<SubjectShape>; id: string; indicator: IndicatorShape; fact: FactShape | null }

/** What each kind is of, and which keys it must have beyond `of`; the keys of other kinds are mistakes. */
const kinds: Readonly<Record<IndicatorShape['kind'], { of: 'number' | 'boolean'; needs: readonly string[]; may: readonly string[] }>> = {
  total: { of: 'number', needs: [], may: [] },
  mean: { of: 'number', needs: [], may: [] },
  share: { of: 'boolean', needs: [], may: [] },
  ratio: { of: 'number', needs: ['to'], may: ['per'] },
  composition: { of: 'number', needs: ['over'], may: [] },
  median: { of: 'number', needs: [], may: [] },
  quantile: { of: 'number', needs: ['p'], may: [] },
  count: { of: 'boolean', needs: [], may: [] },
}

export const indicatorOf = rule('indicator-of', (folder, report) => {
  for (const { file, id, indicator, fact } of indicatorsOf(folder)) {
    const place = file.at(['indicators', id, 'of'])
    const { of } = kinds[indicator.kind]
    const fitting = Object.keys(file.value.facts).filter((name) => file.value.facts[name]?.kind === of)
    if (fact === null) {
      if (folder.lost.has(indicator.of) || folder.lost.has(`${file.value.id}.facts`)) continue
      report(
        place,
        `the subject ${file.value.id} has no fact ${indicator.of}; ${allowed(indicator.of, fitting)}`,
        'name one of these, or add the fact',
      )
    } else if (fact.kind !== of) {
      const message = `a ${indicator.kind} is of a ${of} fact; ${indicator.of} is a ${fact.kind}; ${allowed(indicator.of, fitting)}`
      report(place, message, 'name one of these, or change the kind')
    }
  }
})

/** An enum without values is no GraphQL. */
export const subjectIndicators = rule('subject-indicators', (folder, report) => {
  for (const file of folder.subjects) {
    const { id, indicators = {} } = file.value
    if (Object.keys(indicators).length > 0 || folder.lost.has(`${id}.indicators`)) continue
    report(
      file.at(['id']),
      `the subject ${id} has no indicators, so nothing could be asked of it`,
      'add an indicator, e.g. a count of a boolean fact',
    )
  }
})

export const indicatorKeys = rule('indicator-keys', (folder, report) => {
  for (const { file, id, indicator } of indicatorsOf(folder)) {
    const { needs, may } = kinds[indicator.kind]
    for (const key of ['to', 'per', 'over', 'p'] as const) {
      const given = indicator[key] !== undefined
      if (needs.includes(key) && !given && !file.cut(['indicators', id, key])) {
        report(file.atKey(['indicators', id]), `the ${indicator.kind} ${id} has no ${key}`, `add ${key}`)
      } else if (given && !needs.includes(key) && !may.includes(key)) {
        report(file.atKey(['indicators', id, key]), `${key} means nothing for a ${indicator.kind}`, `delete ${key} or change the kind`)
      }
    }
  }
})

export const indicatorTo = rule('indicator-to', (folder, report) => {
  for (const { file, id, indicator } of indicatorsOf(folder)) {
    const { to } = indicator
    if (indicator.kind !== 'ratio' || to === undefined) continue
    const place = file.at(['indicators', id, 'to'])
    const numbers = Object.keys(file.value.facts).filter((name) => file.value.facts[name]?.kind === 'number')
    if (to === 'population') {
      const inhabited = folder.model?.value.geography !== undefined && folder.table(geographyFiles.population.file) !== null
      if (inhabited || folder.lost.has('geography')) continue
      const message = `to: population needs a geography with ${geographyFiles.population.file}, which is not there`
      report(place, message, 'add the file, or divide by another fact')
    } else if (to === 'size') {
      if (!neverSized(folder, file.value.id)) continue
      report(
        place,
        `to: size, but no survey that gives ${file.value.id} has a frame with sizes`,
        'name the size column in frame of the survey',
      )
    } else if (!numbers.includes(to) && !folder.lost.has(to)) {
      report(place, `${to} is no number fact of ${file.value.id}; ${allowed(to, ['population', 'size', ...numbers])}`, 'name one of these')
    }
  }
})

export const indicatorOver = rule('indicator-over', (folder, report) => {
  for (const { file, id, indicator } of indicatorsOf(folder)) {
    const { over } = indicator
    const own = file.value.dimensions ?? []
    if (indicator.kind !== 'composition' || over === undefined || own.includes(over) || folder.lost.has(over)) continue
    const what = dimensionsById(folder).get(over)?.value.of === 'unit' ? 'an attribute of the unit' : 'no dimension'
    report(file.at(['indicators', id, 'over']), `${over} is ${what} of ${file.value.id}; ${allowed(over, own)}`, 'name one of these')
  }
})

export const quantileP = rule('quantile-p', (folder, report) => {
  for (const { file, id, indicator } of indicatorsOf(folder)) {
    const { p } = indicator
    if (indicator.kind !== 'quantile' || p === undefined || (p > 0 && p < 1)) continue
    report(
      file.at(['indicators', id, 'p']),
      `p is ${p}; a number between 0 and 1 is expected`,
      p > 1 && p < 100 ? `write ${p / 100}` : 'e.g. 0.9',
    )
  }
})

export const estimatorImpute = rule('estimator-impute', (folder, report) => {
  for (const { file, id, indicator, fact } of indicatorsOf(folder)) {
    if (indicator.estimator !== 'imputed' || fact === null || (fact.impute ?? 'none') !== 'none') continue
    const message = `estimator: imputed, but the fact ${indicator.of} is not imputed`
    report(file.at(['indicators', id, 'estimator']), message, `add impute: growth or ratio to ${indicator.of}, or write weighted`)
  }
})

function neverSized(folder: Folder, subject: string): boolean {
  const surveys = new Set(givenBy(folder).flatMap((given) => (given.name?.subject === subject ? [given.asked.survey] : [])))
  return surveys.size > 0 && ![...surveys].some(({ value }) => hasSizes(folder, value))
}

function indicatorsOf(folder: Folder): Entry[] {
  return folder.subjects.flatMap((file) =>
    Object.entries(file.value.indicators ?? {}).map(([id, indicator]) => {
      const { facts } = file.value
      const fact = Object.hasOwn(facts, indicator.of) ? (facts[indicator.of] ?? null) : null
      return { file, id, indicator, fact }
    }),
  )
}
