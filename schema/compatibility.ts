import { findBreakingChanges, type GraphQLSchema } from 'graphql'

/**
 * What would break a query that the released schema answers, and that the changelog does not tell: under the heading that says `not released`, a line with
 * `Breaking:` and the words of the change, such as `Breaking: Warehouse.title was removed.`
 */
export const untoldBreaks = (released: GraphQLSchema, now: GraphQLSchema, changelog: string): readonly string[] => {
  const told = unreleased(changelog)
    .split('\n')
    .filter((line) => line.includes('Breaking:'))
  return findBreakingChanges(released, now)
    .map(({ description }) => description)
    .filter((change) => !told.some((line) => line.includes(change)))
}

const unreleased = (changelog: string): string => changelog.split(/^## /m).find((part) => part.split('\n')[0]?.includes('not released')) ?? ''
