import { allowed } from '../model/nearest.ts'
import type { Path } from '../model/yaml-file.ts'
import type { Tell } from './check-recipes.ts'
import type { Quantity } from './recipe.ts'

type Reference = { readonly name: string; readonly path: Path; readonly kinds: readonly Quantity['kind'][] | null }

/** Whether the quantities that one is told in terms of are there, of a kind that fits, and not told in terms of it in turn. */
export function checkReferences(name: string, quantities: ReadonlyMap<string, Quantity>, tell: Tell): void {
  const recipe = quantities.get(name)
  if (recipe === undefined) return
  const path = ['quantities', name]
  for (const reference of referencesOf(recipe)) {
    const at = [...path, ...reference.path]
    const other = quantities.get(reference.name)
    if (other === undefined) {
      tell(
        'unknown-quantity',
        at,
        `there is no quantity ${reference.name}; ${allowed(reference.name, quantities.keys())}`,
        'write one of these',
      )
    } else if (reference.kinds !== null && !reference.kinds.includes(other.kind)) {
      tell(
        'wrong-quantity',
        at,
        `${reference.name} is of kind ${other.kind}; expected: ${reference.kinds.join(' or ')}`,
        'name one of that kind',
      )
    }
  }
  const ring = ringFrom(name, quantities)
  // Told once for a ring, at its first name.
  if (ring !== null && [...ring].sort()[0] === name) {
    tell('circular-quantity', path, `${[...ring, name].join(' is told in terms of ')}`, 'take one of these gates or amounts away')
  }
}

function referencesOf(recipe: Quantity): Reference[] {
  const gates = recipe.gate === undefined ? [] : [recipe.gate].flat()
  const references: Reference[] = gates.map((gate, i) => ({
    name: gate.quantity,
    path: Array.isArray(recipe.gate) ? ['gate', i] : ['gate'],
    kinds: ['yes', 'amount'],
  }))
  if (recipe.kind === 'amount' && recipe.of !== undefined) references.push({ name: recipe.of.quantity, path: ['of'], kinds: ['amount'] })
  if (recipe.kind === 'most') references.push({ name: recipe.of, path: ['of'], kinds: ['amount'] })
  if (recipe.kind === 'measure' && recipe.weight !== undefined)
    references.push({ name: recipe.weight, path: ['weight'], kinds: ['amount'] })
  if (recipe.kind === 'date' && recipe.after !== undefined) references.push({ name: recipe.after, path: ['after'], kinds: ['date'] })
  if (recipe.kind === 'date' && !Array.isArray(recipe.days))
    references.push({ name: recipe.days.by, path: ['days', 'by'], kinds: ['choice'] })
  return references
}

function ringFrom(start: string, quantities: ReadonlyMap<string, Quantity>): string[] | null {
  const walk = (name: string, trail: readonly string[]): string[] | null => {
    const recipe = quantities.get(name)
    for (const { name: next } of recipe === undefined ? [] : referencesOf(recipe)) {
      if (next === start) return [...trail, name]
      if (trail.includes(next)) continue
      const found = walk(next, [...trail, name])
      if (found !== null) return found
    }
    return null
  }
  return walk(start, [])
}
