/** Text for a header, which is ASCII on one line: everything else, and %, is percent-encoded as UTF-8. */
export const headerText = (text: string): string =>
  text.trim().replaceAll(/\s+/g, ' ').replaceAll(/[^\x20-\x24\x26-\x7e]+/g, encodeURIComponent)
