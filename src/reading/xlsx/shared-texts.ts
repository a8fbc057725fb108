import type { Archive } from './archive.ts'
import { writtenText } from './written-text.ts'
import { parsePart } from './xml.ts'

/** The texts that the cells of a workbook share, in their order; without formatting and without the readings above Japanese words. */
export const sharedTexts = async (archive: Archive, part: string, limit: number): Promise<string[]> => {
  const texts: string[] = []
  const text = writtenText()
  await parsePart(archive, part, limit, {
    open: (name) => {
      if (name === 'si') text.clear()
      else text.open(name)
    },
    text: text.add,
    close: (name) => {
      if (name === 'si') texts.push(text.whole())
      else text.close(name)
    },
  })
  return texts
}
