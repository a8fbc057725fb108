import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const label = (text: string) => `{ nb: ${text}, en: ${text} }`

export type Shape = { readonly units: number; readonly questions: number; /** Letters of a free text in every row that no question asks for. */ readonly text?: number }

/** Writes a seeds folder with one survey that asks units for numbers, and no answers. */
export const writeSurvey = (folder: string, { questions }: Shape, long: boolean): void => {
  const items = Array.from({ length: questions }, (_, index) => `q${index + 1}`)
  const files: Record<string, string> = {
    'model.yaml': `id: numbers\ntitle: ${label('Numbers')}\nlanguages: [nb, en]\n`,
    'dimensions/item.yaml': `id: item\nlabel: ${label('Item')}\nmembers:\n${items.map((id) => `  - { id: ${id}, label: ${label(id)} }\n`).join('')}`,
    'subjects/counts.yaml': `id: counts\nlabel: ${label('Counts')}\ndimensions: [item]\nfacts:\n  n: { kind: number, unit: things, combine: sum }\nindicators:\n  n: { kind: total, of: n }\n`,
    'surveys/form.yaml': `id: form\ntitle: ${label('Form')}\nprimary: true\nunit: { column: unit, kind: other }\nframe: none\nwaves: { years: [2024]${long ? ', long: { question: question, answer: answer }' : ''} }\nquestions:
${items.map((id) => `  - { id: ${id}, text: ${label(id)}, column: ${id}, answer: { kind: number }, gives: { fact: counts.n, item: ${id} } }\n`).join('')}`,
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}

/** Writes its answers: a row for each unit, or one for each unit and question. Gives the bytes. */
export const writeNumbers = (path: string, { units, questions, text = 0 }: Shape, long: boolean): number => {
  mkdirSync(join(path, '..'), { recursive: true })
  const names = Array.from({ length: questions }, (_, index) => `q${index + 1}`)
  const said = 'ord og tall '.repeat(Math.ceil(text / 12)).slice(0, text)
  const handle = openSync(path, 'w')
  let bytes = 0
  let lines: string[] = [long ? 'unit,question,answer' : ['unit', ...names, ...(text > 0 ? ['remark'] : [])].join(',')]
  const flush = () => {
    bytes += writeSync(handle, `${lines.join('\n')}\n`)
    lines = []
  }
  for (let unit = 0; unit < units; unit += 1) {
    const answers = names.map((_, index) => (unit * 7919 + index * 104_729) % 1000)
    if (long) for (const [index, answer] of answers.entries()) lines.push(`u${unit},${names[index]},${answer}`)
    else lines.push([`u${unit}`, ...answers, ...(text > 0 ? [said] : [])].join(','))
    if (lines.length > 5000) flush()
  }
  if (lines.length > 0) flush()
  closeSync(handle)
  return bytes
}
