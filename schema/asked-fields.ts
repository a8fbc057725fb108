import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql'

/** Whether a field's own selection, fragments included, has a field of one of these names. */
export const asksFor = (names: ReadonlySet<string>, { fieldNodes, fragments }: GraphQLResolveInfo): boolean => {
  const has = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).some((selection) => {
      if (selection.kind === 'Field') return names.has(selection.name.value)
      return has(selection.kind === 'InlineFragment' ? selection.selectionSet : fragments[selection.name.value]?.selectionSet)
    })
  return fieldNodes.some(({ selectionSet }) => has(selectionSet))
}
