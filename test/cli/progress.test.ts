import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createProgress } from '../../src/commands/progress.ts'

const terminal = (isTTY: boolean, columns = 60) => {
  const written: string[] = []
  const stream = new Writable({ write: (chunk: Buffer, _, done) => (written.push(chunk.toString()), done()) })
  return { stream: Object.assign(stream, { isTTY, columns }) as unknown as NodeJS.WriteStream, written }
}

describe('progress', () => {
  test('is a bar on a terminal, drawn anew only when it looks different', () => {
    const { stream, written } = terminal(true)
    const line = createProgress(stream)
    for (const part of [0, 0.5, 0.5001, 1]) line.say('reading answers.csv', part)
    line.end()
    const shown = written.map((text) => text.replace('\r\u001b[K', ''))
    expect(shown).toEqual([
      `reading answers.csv ${'░'.repeat(20)}   0 %`,
      `reading answers.csv ${'█'.repeat(10)}${'░'.repeat(10)}  50 %`,
      `reading answers.csv ${'█'.repeat(20)} 100 %`,
      '',
    ])
  })

  test('keeps the bar where the name is longer than the line', () => {
    const { stream, written } = terminal(true)
    createProgress(stream).say('x'.repeat(200), 0.25)
    expect(written[0]?.replace('\r\u001b[K', '')).toHaveLength(59)
    expect(written[0]).toMatch(/ 25 %$/)
  })

  test('is nothing elsewhere', () => {
    const { stream, written } = terminal(false)
    const line = createProgress(stream)
    line.say('reading', 0.5)
    line.end()
    expect(written).toEqual([])
  })
})
