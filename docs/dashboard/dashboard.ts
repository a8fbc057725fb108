import { chartOf } from './drawing.ts'
import { askAt } from './endpoint.ts'
import { ChoicesDocument, WaitingDocument, type Language, type WaitingListsIndicator } from './generated/graphql.ts'

const shown: readonly WaitingListsIndicator[] = ['SHARE_WITH_LIST', 'PERSONS_WAITING', 'MEAN_WAIT_WEEKS']
const endpoint = new URLSearchParams(location.search).get('endpoint') ?? 'http://127.0.0.1:4000'
const language: Language = /^(nb|nn|no)\b/.test(navigator.language) ? 'NB' : 'EN'
const ask = askAt(endpoint)

const place = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}

const choice = (id: string, options: readonly { readonly value: string; readonly text: string }[]): HTMLSelectElement => {
  const select = place(id) as HTMLSelectElement
  select.replaceChildren(...options.map(({ value, text }) => new Option(text, value)))
  return select
}

const start = async (): Promise<void> => {
  document.documentElement.lang = language.toLowerCase()
  const { warehouse, country, counties } = await ask(ChoicesDocument, { language })
  place('title').textContent = warehouse.title
  place('notice').textContent = warehouse.notice ?? ''
  const indicator = choice('indicator', shown.map((value) => ({ value, text: value.toLowerCase().replaceAll('_', ' ') })))
  const area = choice('area', [...country, ...counties].map(({ code, name }) => ({ value: code, text: name })))
  const draw = async (): Promise<void> => {
    const { waitingLists } = await ask(WaitingDocument, { indicator: indicator.value as WaitingListsIndicator, area: area.value, language })
    const [first] = waitingLists.series
    place('chart').replaceChildren(chartOf(waitingLists.series))
    place('breaks').textContent = (first?.breaks ?? []).map(({ year, reason }) => `${year}: ${reason ?? ''}`).join(' ')
    place('source').textContent = first?.citation ?? ''
  }
  const again = () => void draw().catch(fail)
  indicator.addEventListener('change', again)
  area.addEventListener('change', again)
  await draw()
}

const fail = (error: unknown): void => {
  place('notice').textContent = error instanceof Error ? error.message : String(error)
}

start().catch(fail)
