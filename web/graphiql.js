import { createElement, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import 'graphiql/style.css'
import './graphiql.css'

// Monaco's workers, bundled beside this file: nothing is loaded from anywhere else.
const workers = { json: 'json.worker.js', graphql: 'graphql.worker.js' }
globalThis.MonacoEnvironment = {
  getWorker: (_, label) => new Worker(new URL(workers[label] ?? 'editor.worker.js', import.meta.url), { type: 'module' }),
}

const { title, notice, examples } = JSON.parse(document.getElementById('kartlag').textContent)
const asked = new URLSearchParams(location.search)
const initialQuery = asked.get('query') ?? undefined
const initialVariables = asked.get('variables') ?? undefined

const tabs = examples.map(({ query, variables }) => ({ query, variables: variables && JSON.stringify(variables, null, 2) }))
// GraphiQL opens the first tab: a query from the address comes before the examples, and an example is not opened twice.
const opened = initialQuery
  ? [{ query: initialQuery, variables: initialVariables }, ...tabs.filter(({ query }) => query !== initialQuery)]
  : tabs

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
  createElement(GraphiQL.Logo, null, createElement(Home)),
  notice && createElement(GraphiQL.Footer, null, createElement('p', { className: 'notice', title: notice }, notice)),
)
createRoot(document.getElementById('graphiql')).render(app)

/**
 * The way back to the landing page. Being inside of GraphiQL, it also passes on when the system turns dark or light:
 * the editor itself looks only once.
 */
function Home() {
  const theme = useGraphiQL((state) => state.theme)
  const { setTheme } = useGraphiQLActions()
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)')
    const follow = () => setTheme(theme)
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [theme, setTheme])
  return createElement('a', { href: './', className: 'home', title }, title)
}
