const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Markup that is safe to put into a page as it is. */
export type Html = { readonly html: string }

/** Markup from a template: every value is escaped unless it is markup itself; lists are joined, null is nothing. */
export const html = (texts: TemplateStringsArray, ...values: readonly unknown[]): Html => ({
  html: texts.reduce((whole, text, at) => whole + markup(values[at - 1]) + text),
})

/** JSON inside a script element: `<` is written so that no text can end the element. */
export const jsonData = (value: unknown): Html => ({ html: JSON.stringify(value).replaceAll('<', '\\u003c') })

export const trusted = (text: string): Html => ({ html: text })

const markup = (value: unknown): string => {
  if (value === null || value === undefined || value === false) return ''
  if (Array.isArray(value)) return value.map(markup).join('')
  if (typeof value === 'object' && 'html' in value) return String(value.html)
  return String(value).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
