/** Whether a text is an address that can be followed; `Licence: none` is one to URL, but not here. */
export const isWebAddress = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text)
