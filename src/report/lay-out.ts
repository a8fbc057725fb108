export const width = 80

/** Words in lines of at most 80 signs; the first begins with `lead`, the others with as many blanks. A word that is longer stands alone. */
export const wrapped = (text: string, lead = ''): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    if (line !== '' && lead.length + line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((each, index) => `${index === 0 ? lead : ' '.repeat(lead.length)}${each}`)
}

export const cut = (text: string, length = width): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text)

/** Signs that steer a terminal are shown, not obeyed. */
export const harmless = (text: string): string =>
  text.replaceAll(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

export const counted = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en').replaceAll(',', ' ')} ${count === 1 ? one : more}`

const tidy = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false })
export const short = (value: number): string => (Math.abs(value) >= 1000 ? Math.round(value).toString() : tidy.format(value))

export const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`)
