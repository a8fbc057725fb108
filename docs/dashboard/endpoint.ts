import type { TypedDocumentString } from './generated/graphql.ts'

type Answer<T> = { readonly data?: T | null; readonly errors?: readonly { readonly message: string }[] }

/** Asks by GET, which browsers and proxies may keep: a release never changes. Throws with what the endpoint says of a mistake. */
export const askAt =
  (endpoint: string) =>
  async <Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Result> => {
    const query = new URLSearchParams({ query: document.toString(), variables: JSON.stringify(variables) })
    const response = await fetch(`${endpoint}/graphql?${query}`, { headers: { accept: 'application/graphql-response+json' } })
    const { data, errors } = (await response.json()) as Answer<Result>
    if (errors?.[0] || !data) throw new Error(errors?.[0]?.message ?? `${response.status} ${response.statusText}`)
    return data
  }
