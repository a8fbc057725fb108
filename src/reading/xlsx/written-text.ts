/** Gathers what is written in one shared text or cell: all its `t`, but for those of `rPh`, which say how words are pronounced. */
export const writtenText = () => {
  let parts = ''
  let inText = false
  let aside = false
  return {
    clear: () => {
      parts = ''
    },
    open: (name: string) => {
      if (name === 't') inText = true
      if (name === 'rPh') aside = true
    },
    add: (text: string) => {
      if (inText && !aside) parts += text
    },
    close: (name: string) => {
      if (name === 't') inText = false
      if (name === 'rPh') aside = false
    },
    whole: () => unescaped(parts),
  }
}

/** `_x000D_` stands for a letter that XML has no room for, and `_x005F_` for a line that is none of these. */
export const unescaped = (text: string): string =>
  text.includes('_x') ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text
