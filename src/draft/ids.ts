import { idLike, isId } from '../model/declared-ids.ts'

const letters: Readonly<Record<string, string>> = { æ: 'ae', ø: 'o', œ: 'oe', ß: 'ss', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ŋ: 'n', ŧ: 't' }

/**
 * Makes ids out of texts, each only once: `Årsverk, voksne` -> `arsverk_voksne`. `what` stands in where no letter is left, and before a
 * digit.
 */
export const idMaker = (what: string): ((text: string) => string) => {
  const taken = new Set<string>(['true', 'false', 'null'])
  return (text) => {
    const plain = text
      .toLowerCase()
      .replaceAll(/[æøœßđðþłŋŧ]/g, (letter) => letters[letter] ?? letter)
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
    const bare = (/^[^a-z]*\d/.test(plain) ? idLike(`${what}_${plain}`) : idLike(plain))
      .slice(0, 40)
      .replace(/_+$/, '')
      .replaceAll(/_+/g, '_')
    const base = isId(bare) ? bare : what
    let id = base
    for (let next = 2; taken.has(id); next++) id = `${base}_${next}`
    taken.add(id)
    return id
  }
}
