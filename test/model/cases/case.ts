/** File -> replacements [what stands there, what shall], a whole new content, or null to delete it. */
export type Edits = Readonly<Record<string, readonly (readonly [string, string])[] | string | Uint8Array | null>>

/** A mutation of the small folder that breaks one rule, and one beside it that does not. */
export type Case = {
  readonly rule: string
  readonly wrong: Edits
  /** `file:line:column`, or [file, text] for where the text first stands in the mutated file. */
  readonly at: string | readonly [file: string, text: string]
  /** A part of the message. */
  readonly says: string
  readonly right: Edits
}

export const model = 'model.yaml'
export const age = 'dimensions/age_group.yaml'
export const referrer = 'dimensions/source.yaml'
export const place = 'dimensions/place_type.yaml'
export const waiting = 'subjects/waiting.yaml'
export const form = 'surveys/form.yaml'
export const areas = 'geography/areas.csv'
export const members = 'geography/area_members.csv'
export const changes = 'geography/area_changes.csv'
export const population = 'geography/population.csv'
export const figures = 'published/figures.csv'

/** A second survey, of other units, with a question; `more` is added at its end. */
export function otherSurvey(more = ''): string {
  return `id: other
title: { nb: Annen, en: Other }
unit: { column: id, kind: other }
waves: { years: [2020] }
questions:
  - id: count
    text: { nb: Hvor mange?, en: How many? }
    column: n
    answer: { kind: number }
    gives: { fact: waiting.persons, age_group: adults }
${more}`
}
export const otherWave = { 'waves/other/2020.csv': 'id,n\n1,2\n' }
