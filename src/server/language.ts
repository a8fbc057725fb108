import Negotiator from 'negotiator' // MIT, the reading of Accept-* headers that Express and Apollo use

/** Languages that are read by those who ask for another: used where the model does not list the one asked for. */
const standIns: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb' }

/** The model's language that `Accept-Language` likes best; `en` where it names none of them, or nothing at all. */
export const languageOf = (header: string | undefined, languages: readonly string[]): string => {
  if (!header) return 'en'
  const understood = Object.keys(standIns).filter((one) => !languages.includes(one) && languages.includes(standIns[one] ?? ''))
  const best = new Negotiator({ headers: { 'accept-language': header } }).languages(['en', ...languages, ...understood])[0] ?? 'en'
  return understood.includes(best) ? (standIns[best] ?? 'en') : best
}
