import type { Model } from '../model/model.ts'
import { inLanguage } from '../series/labels.ts'
import type { Detail } from './accept.ts'
import { entitySets } from './entity-set.ts'

/** The list of sets, in the language asked for where words are. */
export const serviceDocument = (model: Model, root: string, language: string, detail: Detail): string =>
  `${JSON.stringify({
    ...(detail !== 'none' && { '@odata.context': `${root}$metadata` }),
    value: entitySets(model).map(({ name, title }) => ({ name, title: inLanguage(title, language) ?? name, kind: 'EntitySet', url: name })),
  })}\n`
