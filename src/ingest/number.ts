/** A number as answer files write it: decimal point or comma, spaces between thousands; null where the text is none. */
export const numberOf = (text: string): number | null => {
  if (!/^[+\u2212-]?(\d+|\d{1,3}([ \u00A0\u202F]\d{3})+)([.,]\d+)?$/.test(text)) return null
  return Number(
    text
      .replaceAll(/[ \u00A0\u202F+]/g, '')
      .replace(',', '.')
      .replace('\u2212', '-'),
  )
}
