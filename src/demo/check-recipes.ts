import { finding } from '../model/finding.ts'
import type { Finding } from '../model/finding.ts'
import type { Model } from '../model/model.ts'
import { allowed } from '../model/nearest.ts'
import type { Path } from '../model/yaml-file.ts'
import { membersOf } from './book.ts'
import { checkReferences } from './check-references.ts'
import type { ReadFile } from './read-recipes.ts'
import type { ByMember, Quantity } from './recipe.ts'
import { isTable } from './cell.ts'

/** Tells a mistake at a place of the recipe file. */
export type Tell = (rule: string, path: Path, message: string, wayOut: string) => void

/** What the recipes say of the model and of each other that is not so. `complete`: no file was left out, so unknown names are mistakes. */
export function checkRecipes(files: readonly ReadFile[], model: Model, complete: boolean): Finding[] {
  const findings: Finding[] = []
  const quantities = new Map<string, Quantity>()
  for (const { yaml, value } of files) {
    const tell: Tell = (rule, path, message, wayOut) => findings.push(finding(rule, yaml.at(path), message, wayOut))
    for (const [name, recipe] of Object.entries(value.quantities ?? {})) {
      if (quantities.has(name)) tell('duplicate-id', ['quantities', name], `the quantity ${name} is told twice`, 'keep one of the two')
      quantities.set(name, recipe)
      checkFacts(recipe, ['quantities', name], model, tell)
      checkTables(recipe, ['quantities', name], model, tell)
    }
    checkNames(value, model, tell)
  }
  if (!complete) return findings
  for (const { yaml, value } of files) {
    const tell: Tell = (rule, path, message, wayOut) => findings.push(finding(rule, yaml.at(path), message, wayOut))
    for (const name of Object.keys(value.quantities ?? {})) checkReferences(name, quantities, tell)
  }
  return findings
}

function checkFacts(recipe: Quantity, path: Path, model: Model, tell: Tell): void {
  const known = model.subjects.flatMap((subject) => subject.facts.map((fact) => `${subject.id}.${fact.id}`))
  const facts: [string, Readonly<Record<string, string>>][] = Array.isArray(recipe.facts)
    ? recipe.facts.map((key) => [key, {}])
    : Object.entries(recipe.facts)
  facts.forEach(([key, fixed], i) => {
    const at = [...path, 'facts', Array.isArray(recipe.facts) ? i : key]
    if (!known.includes(key))
      tell('unknown-fact', at, `there is no fact ${key}; ${allowed(key, known)}`, 'write subject.fact as the model has them')
    for (const [dimension, member] of Object.entries(fixed)) {
      if (member === '*') checkDimension(dimension, [...at, dimension], recipe, model, tell)
      else checkMember(dimension, member, [...at, dimension], recipe, model, tell)
    }
  })
}

function checkTables(recipe: Quantity, path: Path, model: Model, tell: Tell): void {
  const table = (levels: ByMember | undefined, at: Path): void => {
    if (levels === undefined || !isTable(levels)) return
    checkDimension(levels.by, [...at, 'by'], recipe, model, tell)
    for (const [member, inner] of Object.entries(levels.of)) {
      checkMember(levels.by, member, [...at, 'of', member], recipe, model, tell)
      table(inner, [...at, 'of', member])
    }
    table(levels.rest, [...at, 'rest'])
  }
  for (const key of ['missing', 'rate', 'likely', 'level', 'trend'] as const)
    table((recipe as Partial<Record<typeof key, ByMember>>)[key], [...path, key])
  const lists = { effects: 'effects' in recipe ? recipe.effects : undefined, split: recipe.kind === 'amount' ? recipe.split : undefined }
  for (const [key, list] of Object.entries(lists)) {
    for (const [dimension, of] of Object.entries(list ?? {})) {
      const at = [...path, key, dimension]
      checkDimension(dimension, at, recipe, model, tell)
      const members = isWithin(of) ? Object.values(of.of).flatMap((one) => Object.keys(one)) : Object.keys(of)
      if (isWithin(of)) for (const member of Object.keys(of.of)) checkMember(of.by, member, [...at, 'of', member], recipe, model, tell)
      for (const member of new Set(members)) checkMember(dimension, member, at, recipe, model, tell)
    }
  }
  for (const [dimension, member] of Object.entries(recipe.kind === 'amount' ? (recipe.rest ?? {}) : {}))
    checkMember(dimension, member, [...path, 'rest', dimension], recipe, model, tell)
}

// A split may have dimensions of its own, which no question asks for and facts stand for parts of.
function ownDimensions(recipe: Quantity): string[] {
  if (recipe.kind !== 'amount' || Array.isArray(recipe.facts)) return []
  const fixed = Object.values(recipe.facts).flatMap((members) => Object.keys(members))
  return Object.keys(recipe.split ?? {}).filter((dimension) => fixed.includes(dimension))
}

function checkDimension(id: string, path: Path, recipe: Quantity, model: Model, tell: Tell): void {
  const known = [...model.dimensions.map((dimension) => dimension.id), ...ownDimensions(recipe)]
  if (!known.includes(id))
    tell('unknown-dimension', path, `there is no dimension ${id}; ${allowed(id, known)}`, 'write a dimension of the model')
}

function checkMember(dimension: string, member: string, path: Path, recipe: Quantity, model: Model, tell: Tell): void {
  const members = membersOf(model, dimension)
  if (members.length === 0 || ownDimensions(recipe).includes(dimension) || members.includes(member)) return
  tell('unknown-member', path, `${dimension} has no member ${member}; ${allowed(member, members)}`, 'write a member of the dimension')
}

function checkNames({ styles, response, regions, quantities }: ReadFile['value'], model: Model, tell: Tell): void {
  const surveys = [...new Set(model.surveys.flatMap((survey) => [survey.id, ...(survey.instrument === null ? [] : [survey.instrument])]))]
  const survey = (id: string, path: Path) =>
    surveys.includes(id) ||
    tell('unknown-survey', path, `there is no survey or instrument ${id}; ${allowed(id, surveys)}`, 'write the id of one')
  styles?.forEach((style, i) => style.survey !== undefined && survey(style.survey, ['styles', i, 'survey']))
  const levels = model.geography?.levels.map((level) => level.id) ?? []
  const level = (id: string, path: Path) =>
    levels.includes(id) || tell('unknown-level', path, `there is no area level ${id}; ${allowed(id, levels)}`, 'write a level of the model')
  for (const [id, { units }] of Object.entries(response ?? {})) {
    if (id !== 'default') survey(id, ['response', id])
    if (units !== undefined && 'level' in units) level(units.level, ['response', id, 'units', 'level'])
  }
  if (regions !== undefined) level(regions.level, ['regions', 'level'])
  const indicators = model.subjects.flatMap((subject) => subject.indicators.map((one) => `${subject.id}.${one.id}`))
  for (const [name, recipe] of Object.entries(quantities ?? {})) {
    const published = recipe.kind === 'amount' ? recipe.national?.published : undefined
    if (published === undefined || indicators.includes(published)) continue
    tell(
      'unknown-indicator',
      ['quantities', name, 'national', 'published'],
      `there is no indicator ${published}; ${allowed(published, indicators)}`,
      'write subject.indicator',
    )
  }
}

function isWithin(of: object): of is { by: string; of: Record<string, Record<string, unknown>> } {
  return 'by' in of && 'of' in of
}
