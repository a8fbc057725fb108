import { defaultLanguages } from '../fill-model.ts'
import type { Folder } from '../folder.ts'
import { allowed } from '../nearest.ts'
import type { Shaped } from '../shaped-file.ts'
import type { Path } from '../yaml-file.ts'
import { rule } from './rule.ts'

export const modelLanguages = rule('model-languages', ({ model }, report) => {
  const languages = model?.value.languages
  if (model === null || languages === undefined) return
  for (const language of defaultLanguages.filter((needed) => !languages.includes(needed))) {
    report(
      model.at(['languages']),
      `languages are ${languages.join(', ')}; ${defaultLanguages.join(' and ')} are always needed`,
      `add ${language}`,
    )
  }
})

export const textLanguages = rule('text-languages', (folder, report) => {
  const languages: readonly string[] = [...new Set([...defaultLanguages, ...(folder.model?.value.languages ?? [])])]
  for (const { file, text, path } of textsOf(folder)) {
    for (const language of languages.filter((needed) => !Object.hasOwn(text, needed) && !file.cut([...path, needed]))) {
      report(file.at(path), `${path.at(-1)} has no ${language} (languages: ${languages.join(', ')})`, `add ${language}: …`)
    }
    if (folder.model === null || folder.lost.has('languages')) continue // nobody knows the others
    for (const language of Object.keys(text).filter((given) => !languages.includes(given))) {
      const message = `${language} is not a language of model.yaml; ${allowed(language, languages)}`
      report(file.atKey([...path, language]), message, 'delete it, or add the language to languages in model.yaml')
    }
  }
})

type Place = { file: Omit<Shaped<unknown>, 'value'>; path: Path; text: Readonly<Record<string, string>> }

function textsOf(folder: Folder): Place[] {
  return [...modelTexts(folder), ...dimensionTexts(folder), ...subjectTexts(folder), ...surveyTexts(folder)]
}

type Texts = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>

function under(file: Place['file'], path: Path, texts: Texts): Place[] {
  return Object.entries(texts).flatMap(([key, text]) => (text === undefined ? [] : [{ file, text, path: [...path, key] }]))
}

function modelTexts({ model }: Folder): Place[] {
  if (model === null) return []
  const { title, notice, catalogue, geography } = model.value
  return [
    ...under(model, [], { title, notice }),
    ...under(model, ['catalogue'], { publisher: catalogue?.publisher }),
    ...(geography?.levels ?? []).flatMap(({ label }, i) => under(model, ['geography', 'levels', i], { label })),
  ]
}

function dimensionTexts({ dimensions }: Folder): Place[] {
  return dimensions.flatMap((file) => {
    const { label, description, members } = file.value
    const each = members === 'found' ? [] : members
    return [
      ...under(file, [], { label, description }),
      ...each.flatMap((member, i) => under(file, ['members', i], { label: member.label, description: member.description })),
    ]
  })
}

function subjectTexts({ subjects }: Folder): Place[] {
  return subjects.flatMap((file) => {
    const { label, description, facts, indicators = {} } = file.value
    const entries = { facts, indicators }
    return [
      ...under(file, [], { label, description }),
      ...(['facts', 'indicators'] as const).flatMap((kind) =>
        Object.entries(entries[kind]).flatMap(([id, entry]) =>
          under(file, [kind, id], { label: entry.label, description: entry.description }),
        ),
      ),
    ]
  })
}

function surveyTexts({ surveys }: Folder): Place[] {
  return surveys.flatMap((file) => {
    const { title, description, segments = [], questions, sums = [] } = file.value
    return [
      ...under(file, [], { title, description }),
      ...segments.flatMap(({ note, reason }, i) => under(file, ['segments', i], { note, reason })),
      ...sums.flatMap(({ label }, i) => under(file, ['sums', i], { label })),
      ...questions.flatMap(({ text, note, wording = [], answer }, i) => [
        ...under(file, ['questions', i], { text, note }),
        ...wording.flatMap((entry, j) => under(file, ['questions', i, 'wording', j], { text: entry.text })),
        ...under(file, ['questions', i, 'answer', 'labels'], answer.kind === 'choice' ? (answer.labels ?? {}) : {}),
      ]),
    ]
  })
}
