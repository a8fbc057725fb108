import { sql } from '../database/sql.ts'
import { allowed } from '../model/nearest.ts'
import { came, membersOf } from './answer-words.ts'
import type { FileCheck } from './check.ts'

export const unknownMember: FileCheck = {
  name: 'unknown-member',
  severity: 'error',
  title: { nb: 'Egenskap ved enheten som ikke er en av de mulige', en: 'Attribute of the unit that is none of those there are' },
  find: sql`select line, position, text, wave, null, name
    from file_design d
    where role = 'attribute' and text <> ''
      and exists (from stage_member m where m.dimension = d.name)
      and not exists (from stage_member m where m.dimension = d.name and m.member = d.text)`,
  words: (offence) => {
    const { stage, text, detail } = offence
    const members = membersOf(stage.model, detail)
    return {
      en: { message: `${came(offence)} is no member of ${detail}; ${allowed(text, members)}`, wayOut: 'use a member, or declare it' },
      nb: {
        message: `${came(offence)} er ikke et medlem av ${detail}; ${allowed(text, members, 'nb')}`,
        wayOut: 'bruk et medlem, eller legg det til',
      },
    }
  },
}
