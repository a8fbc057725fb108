const server = 'http://127.0.0.1:4000'

/** Words in code of Power Query: `name = "text"`. */
const pairs = (text: string): readonly (readonly [string, string])[] => [...text.matchAll(/(\w+) = "([^"]*)"/g)].map(([, name = '', value = '']) => [name, value] as const)

/** Addresses put together by `Web.Contents(server, [RelativePath = …, Query = […]])`. */
const putTogether = (text: string): readonly string[] =>
  [...text.matchAll(/RelativePath = "(data\/[^"]+)",\s*Query = \[([^\]]*)\]/g)].map(([, path = '', query = '']) => `${server}/${path}?${pairs(query).map((pair) => pair.join('=')).join('&')}`)

/** Every address of the server on a page, with years in place of what Grafana puts in; not those of commands, which run, and those that a page leaves open with dots. */
export const addressesIn = (page: string): readonly string[] => {
  const text = page.replaceAll(/^```sh[^]*?^```$/gm, '')
  const written = [...text.matchAll(/http:\/\/127\.0\.0\.1:4000(?:\/(?:\$\{[^}]*\}|[^\s"'`<>)|\\])*)?/g)].map(([address]) => address.replace(/[.,;:]+$/, ''))
  const filled = written.map((address) => address.replace('${__from:date:YYYY}', '2015').replace('${__to:date:YYYY}', '2024'))
  return [...new Set([...filled, ...putTogether(text)])].filter((address) => !address.includes('…') && !/\/graphql\?query=$/.test(address) && !/\/graphql$/.test(address) && !address.includes('${'))
}

/** What code of Power Query posts to /graphql: texts of M with `""` for a quote, lists in braces. */
export const postedIn = (text: string): readonly { readonly query: string; readonly variables: unknown }[] =>
  [...text.matchAll(/Query = "((?:[^"]|"")*\{(?:[^"]|"")*)",\s*Variables = \[([^\]]*)\]/g)].map(([, query = '', variables = '']) => ({
    query: query.replaceAll('""', '"'),
    variables: JSON.parse(`{${variables.replaceAll('{', '[').replaceAll('}', ']').replaceAll(/(\w+) = /g, '"$1": ')}}`) as unknown,
  }))
