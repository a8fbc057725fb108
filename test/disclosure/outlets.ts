import { enumName, fieldName } from '../../src/model/names.ts'
import type { Fact, Indicator, Model, Subject } from '../../src/model/model.ts'

export type Ask = (query: string) => Promise<{ readonly data?: Readonly<Record<string, unknown>> | null; readonly errors?: readonly { readonly message: string }[] }>

/** A number as the public gets it: null where it is hidden. `members`: by dimension. */
export type Told = {
  readonly vintage: number
  readonly level: string
  readonly area: string
  readonly members: readonly (readonly [dimension: string, member: string])[]
  readonly value: number | null
}

/** Indicators that a fact's numbers can be read from. */
export const indicatorsOf = ({ indicators }: Subject, fact: Fact): readonly Indicator[] => indicators.filter(({ of, to }) => of === fact.id || to === fact.id)

const pairs = (dimensions: readonly string[]): readonly (readonly string[])[] => [
  [],
  ...dimensions.map((one) => [one]),
  ...dimensions.flatMap((one, index) => dimensions.slice(index + 1).map((other) => [one, other])),
]

/**
 * Everything the public may ask of a fact in one year: every level, by at most two dimensions, in both borders, through all its
 * indicators. A number counts as told if any of them tells it. Throws where the program refuses a question that it should answer.
 */
export const everythingTold = async (model: Model, ask: Ask, { subject, fact, year }: { subject: Subject; fact: Fact; year: number }): Promise<readonly Told[]> => {
  const indicators = indicatorsOf(subject, fact)
  const levels = ['country', ...(model.geography?.levels.map(({ id }) => id) ?? []), ...(model.sizeGroups.length > 0 ? ['size_group'] : [])]
  const vintages = [...new Set([model.geography?.vintage ?? year, year])]
  const told: Told[] = []
  const tell = async (vintage: number, by: readonly string[], at: readonly string[]): Promise<boolean> => {
    const tables = at.map(
      (level) => `${level}: table(indicators: [${indicators.map(({ id }) => enumName(id)).join(' ')}], by: [${by.map(enumName).join(' ')}], at: ${enumName(level)}) { columnar }`,
    )
    const { data, errors } = await ask(`{ ${fieldName(subject.id)}(where: { year: { in: [${year}] }, vintage: ${vintage} }) { ${tables.join(' ')} } }`)
    if (errors?.[0]) throw new Error(errors[0].message)
    const answer = data?.[fieldName(subject.id)] as Record<string, { columnar: Record<string, (string | number | null)[]> }>
    let asked = false
    for (const level of at) {
      const columns = answer[level]?.columnar ?? {}
      columns['area']?.forEach((area, row) => {
        const states = indicators.map(({ id }) => columns[`${id}_status`]?.[row])
        const value = indicators.map(({ id }) => columns[id]?.[row]).find((one) => typeof one === 'number')
        if (states.some((state) => state !== 'NOT_ASKED')) asked = true
        const errors = indicators.flatMap(({ id }) => ['_se', '_lower', '_upper'].map((suffix) => columns[`${id}${suffix}`]?.[row]))
        if (errors.some((one) => one !== null) && states.includes('SUPPRESSED')) throw new Error(`${fact.id} ${year}: the error of a hidden number is shown`)
        if (value === undefined && !states.includes('SUPPRESSED')) return
        told.push({ vintage, level, area: String(area), members: by.map((dimension) => [dimension, String(columns[dimension]?.[row])]), value: typeof value === 'number' ? value : null })
      })
    }
    return asked
  }
  for (const by of pairs(subject.dimensions)) {
    const before = told.length
    if (!(await tell(vintages[0] ?? year, by, ['country']))) continue
    told.length = before
    for (const vintage of vintages) await tell(vintage, by, levels)
  }
  return told
}
