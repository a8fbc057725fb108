import type { Model } from '../model/model.ts'
import { isFew, type Profile } from './profile.ts'

/** Words of names and labels of columns that tell who somebody is, as a whole or as the beginning of a word. */
const whole = 'tlf|mobile?|fax|address|adresse|fnr|ssn|dob|d-?nummer|((first|last|sur|full|for|etter|mellom)?(name|navn)s?)'
const part =
  'e-?mail|e-?post|phone|telefon|f[øo]dsels?(dato|nummer|nr)|personn(umme)?r|birth ?(date|number)|date of birth|social security|' +
  'ip[-_ ]?addres|contact person|kontaktperson|username|brukernavn'
const person = new RegExp(`(?<![a-zæøå])(${whole})(?![a-zæøå])|${part}`, 'i')

/**
 * Why a column is not proposed as a question; null where it is one. Columns that may tell who a person is are left out until somebody
 * wants them.
 */
export const asideFor = (profile: Profile, model: Model): string | null => {
  const { column, filled, mail, longNumbers } = profile
  if (column.name === '') return 'has no name'
  const attribute = model.dimensions.find((dimension) => dimension.of === 'unit' && dimension.column === column.name)
  if (attribute) return `read as the attribute ${attribute.id} of the unit`
  if (model.surveys.some(({ waves }) => waves.responded === column.name))
    return 'says who responded in other surveys; name it in waves as responded: if it does here'
  if (filled > 0 && mail >= filled * 0.2) return 'holds addresses of e-mail'
  if (filled > 0 && longNumbers >= filled * 0.5) return 'holds numbers of eleven digits, such as those of persons'
  // Few values that come again are an answer about telephones, not a telephone.
  if (isFew(profile)) return null
  if (person.test(column.name) || person.test(column.label ?? '')) return 'may tell who a person is, by its name or label'
  return null
}
