import type { Text } from '../model/model.ts'
import { isWebAddress } from '../model/web-address.ts'
import { inLanguage } from '../series/labels.ts'
import type { Catalogue } from './catalogue.ts'
import type { Literal, Name, Resource, Value } from './linked-data.ts'

export const authority = (list: string, code: string) => ({ '@id': `http://publications.europa.eu/resource/authority/${list}/${code}` })
/** Codes of languages in the European list, which has those of three letters. */
const languageCodes: Readonly<Record<string, string>> = { nb: 'NOB', nn: 'NNO', en: 'ENG', sv: 'SWE', da: 'DAN', fi: 'FIN', se: 'SME' }

export const literals = (text: Text): readonly Literal[] => Object.entries(text).map(([language, said]) => ({ '@value': said, '@language': language }))
export const typed = (type: Name, value: string): Literal => ({ '@value': value, '@type': type })
export const plain = (value: string): Literal => ({ '@value': value })

const sentence = (said: string): string => (/[.!?]$/.test(said) ? said : `${said}.`)

/** Texts one after another as sentences, in every language of the catalogue. */
export const together = ({ languages }: Catalogue, texts: readonly (Text | null)[]): Text =>
  Object.fromEntries(
    languages.map((language) => [
      language,
      texts
        .flatMap((text) => inLanguage(text, language) ?? [])
        .map(sentence)
        .join(' '),
    ]),
  )

export const publisherOf = ({ publisher, publisherUrl, title, url }: Catalogue): Resource => ({
  '@id': publisherUrl ?? `${url}#publisher`,
  '@type': 'foaf:Agent',
  'foaf:name': literals(publisher ?? title),
})

export const contactOf = ({ url }: Catalogue, contact: string): Resource => ({
  '@id': `${url}#contact`,
  '@type': 'vcard:Organization',
  'vcard:fn': plain(contact),
  ...(/^\S+@\S+\.\S+$/.test(contact) && { 'vcard:hasEmail': { '@id': `mailto:${encodeURI(contact)}` } }),
  ...(isWebAddress(contact) && { 'vcard:hasURL': { '@id': new URL(contact).href } }),
})

/** The licence by its address; as a text too, or only, where the model has one. */
export const termsOf = ({ licence, licenceUrl, url }: Catalogue): Readonly<Record<Name, Value>> => {
  const address = licenceUrl ?? (licence !== null && isWebAddress(licence) ? licence : null)
  const text = licence === null || licence === address ? null : plain(licence)
  return {
    ...(address !== null && { 'dct:license': { '@id': address } }),
    ...(address === null && text && { 'dct:license': { '@id': `${url}#licence`, '@type': 'dct:LicenseDocument', 'rdfs:label': text } }),
    ...(text && { 'dct:rights': { '@id': `${url}#rights`, '@type': 'dct:RightsStatement', 'rdfs:label': text } }),
  }
}

export const placesOf = ({ places, country, url }: Catalogue): readonly Value[] => {
  if (places.length > 0) return places.map((place) => ({ '@id': place }))
  return country === null ? [] : [{ '@id': `${url}#country`, '@type': 'dct:Location', 'dct:identifier': plain(country) }]
}

export const languagesOf = ({ languages }: Catalogue): readonly Value[] =>
  languages.flatMap((language) => (languageCodes[language] ? [authority('language', languageCodes[language])] : []))
