import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import 'graphiql/style.css'
import './graphiql.css'

// Monaco's workers, bundled beside this file: nothing is loaded from anywhere else.
const workers = { json: 'json.worker.js', graphql: 'graphql.worker.js' }
globalThis.MonacoEnvironment = {
  getWorker: (_, label) => new Worker(new URL(workers[label] ?? 'editor.worker.js', import.meta.url), { type: 'module' }),
}

const { title, examples } = JSON.parse(document.getElementById('kartlag').textContent)
const asked = new URLSearchParams(location.search)
const initialQuery = asked.get('query') ?? undefined
const initialVariables = asked.get('variables') ?? undefined

const tabs = examples.map(({ query, variables }) => ({ query, variables: variables && JSON.stringify(variables, null, 2) }))
// GraphiQL opens the first tab: a query from the address comes before the examples, and an example is not opened twice.
const opened = initialQuery ? [{ query: initialQuery, variables: initialVariables }, ...tabs.filter(({ query }) => query !== initialQuery)] : tabs

const app = createElement(
  GraphiQL,
  {
    fetcher: createGraphiQLFetcher({ url: 'graphql' }),
    inputValueDeprecation: true,
    schemaDescription: true,
    showPersistHeadersSettings: false,
    initialQuery,
    initialVariables,
    ...(opened.length > 0 && { defaultTabs: opened }),
  },
  createElement(GraphiQL.Logo, null, createElement('a', { href: './', className: 'home' }, title)),
)
createRoot(document.getElementById('graphiql')).render(app)
