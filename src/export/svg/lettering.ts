/** Widths of letters in parts of the size, of the widest fonts in use: none can be measured where there is no page. */
const classes: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|!()[\]/\s]/u, 0.34],
  [/[ftr\-–·]/u, 0.41],
  [/[mwMW%@—…]/u, 0.96],
  [/\p{Lu}/u, 0.74],
  [/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Extended_Pictographic}/u, 1],
]

const letterWidth = (letter: string): number => classes.find(([letters]) => letters.test(letter))?.[1] ?? 0.62

/** In pixels, about. `size`: of the font. */
export const widthOf = (text: string, size: number): number => [...text].reduce((sum, letter) => sum + letterWidth(letter), 0) * size

/** The text, or as much of its beginning as fits with a sign that there is more. */
export const cut = (text: string, size: number, width: number): string => {
  if (widthOf(text, size) <= width) return text
  const letters = [...text]
  while (letters.length > 1 && widthOf(`${letters.join('')}…`, size) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** Lines no wider than `width`; a word that is wider goes on in the next line. */
export const wrapped = (text: string, size: number, width: number): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.trim().split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer, size) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    for (const letter of word) {
      if (widthOf(line + letter, size) > width && line !== '') {
        lines.push(line)
        line = ''
      }
      line += letter
    }
  }
  return line === '' ? lines : [...lines, line]
}
