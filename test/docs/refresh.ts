import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildShipped, root } from '../shipped/build.ts'
import { serveShipped } from '../shipped/serve.ts'
import { shown } from './answers.ts'
import { fence, pages, queriesOf } from './documents.ts'
import { settingsTable, tableOfSettings } from './settings.ts'

/** Writes the answers of the shipped warehouse below the queries of README and docs, and the settings into their table. */
const data = await buildShipped()
const server = await serveShipped(data)
try {
  for (const page of pages()) {
    const answers: string[] = []
    for (const { text, answer } of queriesOf(page)) if (answer) answers.push(shown(await server.ask(text)))
    let before = ''
    const text = page.text
      .replace(fence, (block, language: string) => {
        const answered = language === 'json' && before === 'graphql'
        before = language
        return answered ? `\`\`\`json\n${answers.shift() ?? ''}\`\`\`` : block
      })
      .replace(settingsTable, tableOfSettings)
    if (text === page.text) continue
    writeFileSync(join(root, page.file), text)
    console.log(`${page.file} refreshed`)
  }
} finally {
  await server.stop()
  rmSync(data, { recursive: true })
}
