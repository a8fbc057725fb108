import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readGeography } from '../model/geography-rows.ts'
import type { Model } from '../model/model.ts'
import { cellsOf, readTable } from '../model/table-file.ts'
import type { Contents, Profile } from './profile.ts'

/** Codes of units that the folder knows: of its areas, and of the lists of other surveys. */
export type Units = {
  readonly kind: 'area' | 'other'
  readonly codes: ReadonlySet<string>
  /** What a survey of these units writes as its frame, and whose it is; null for areas. */
  readonly frame: { readonly file: string; readonly unit: string; readonly survey: string } | null
}

/** The sets of units of a folder, areas first. */
export const unitsOf = (seeds: string, model: Model): Units[] => {
  const { geography } = model
  const areas = geography === null ? [] : readGeography(seeds, model).areas.filter(({ level }) => level === geography.base)
  const frames = model.surveys.flatMap(({ id, unit, frame }): Units[] => {
    if (frame.kind !== 'file' || unit.kind !== 'other' || !existsSync(join(seeds, frame.file))) return []
    const { table } = readTable(seeds, frame.file)
    const codes = table === null ? [] : cellsOf(table).map(({ cell }) => cell(frame.unit))
    return [{ kind: 'other', codes: new Set(codes), frame: { file: frame.file, unit: frame.unit, survey: id } }]
  })
  return [...(areas.length > 0 ? [{ kind: 'area' as const, codes: new Set(areas.map(({ code }) => code)), frame: null }] : []), ...frames]
}

export type UnitRole = { readonly column: string; readonly units: Units | null; readonly notes: readonly string[] }

const idName = /^(id|code|unit|nr|no|number|key|kode|enhet|lopenr|løpenr|respid|respondent|respondentid|caseid|resp_?(id|nr))$/i

/**
 * The column that says who answers: its values are units of the folder; else it is called so, or has another value in every row. Null in a
 * file without columns.
 */
export const unitRole = ({ profiles, rows }: Contents, sets: readonly Units[], model: Model): UnitRole | null => {
  const known = profiles
    .flatMap((profile) =>
      profile.among.map((count, index) => ({ profile, index, share: profile.filled === 0 ? 0 : count / profile.filled })),
    )
    .filter(({ share, profile }) => share >= 0.8 && profile.filled >= rows * 0.9)
    .sort((a, b) => b.share - a.share)
  const [best] = known
  if (best) {
    const { profile, index, share } = best
    const units = sets[index] ?? null
    const what = units?.kind === 'area' ? 'areas of the base level' : `units in ${units?.frame?.file}`
    const others = known.filter((one) => one.profile !== profile).map((one) => one.profile.column.name)
    return {
      column: profile.column.name,
      units,
      notes: [
        `${Math.round(share * 100)} % of its values are ${what}`,
        ...(others.length > 0 ? [`so are those of ${[...new Set(others)].join(', ')}: which one answers?`] : []),
        ...repeated(profile),
      ],
    }
  }
  const names = new Set(model.surveys.map(({ unit }) => unit.column.toLowerCase()))
  const named =
    profiles.find(({ column }) => names.has(column.name.toLowerCase())) ?? profiles.find(({ column }) => idName.test(column.name))
  const each = profiles.find((profile) => profile.unique && profile.filled === rows && profile.longest <= 40)
  const chosen = named ?? each ?? profiles[0]
  if (!chosen) return null
  const why =
    chosen === named
      ? 'it is called so'
      : chosen === each
        ? 'it has another value in every row'
        : 'no column has another value in every row: which one says who answers?'
  return { column: chosen.column.name, units: null, notes: [`a guess: ${why}`, ...lostZeros(chosen, sets), ...repeated(chosen)] }
}

const repeated = (profile: Profile): string[] =>
  profile.unique
    ? []
    : ['some of its values stand in several rows: are these years, parts that answer for a unit, or one row per question?']

/** Codes whose zeros at the beginning a program has taken for those of a number. */
const lostZeros = ({ texts }: Profile, sets: readonly Units[]): string[] => {
  const values = [...texts.keys()]
  const of = sets.find(({ codes }) => {
    const bare = new Set([...codes].map((code) => code.replace(/^0+/, '')))
    return values.length > 0 && values.filter((value) => bare.has(value)).length >= values.length * 0.8
  })
  return of ? ['its codes have lost the zeros at their beginning: make the column text, with all digits, before the file is loaded'] : []
}

const yearName = /^(year|wave|yr|aar|ar|år|årgang|aargang|argang)$/i

/** The column with the year of each row, and the years that stand in it; null where there is none. */
export const yearRole = ({ profiles }: Contents, model: Model): { column: string; years: readonly number[] } | null => {
  const names = new Set(
    model.surveys.flatMap(({ waves }) => waves.files.flatMap(({ year }) => (typeof year === 'string' ? [year.toLowerCase()] : []))),
  )
  const found = profiles.find(({ column, texts, many, filled }) => {
    const called = yearName.test(column.name) || names.has(column.name.toLowerCase())
    return called && filled > 0 && !many && [...texts.keys()].every((text) => /^(1[5-9]|2\d)\d\d$/.test(text))
  })
  return found ? { column: found.column.name, years: [...found.texts.keys()].map(Number).sort((a, b) => a - b) } : null
}
