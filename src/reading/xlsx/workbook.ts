import { posix } from 'node:path'
import { unreadable } from '../damage.ts'
import type { Archive } from './archive.ts'
import { formatsOf, type NumberFormat } from './number-formats.ts'
import { sharedTexts } from './shared-texts.ts'
import { parsePart } from './xml.ts'

export type SheetPart = { readonly name: string; readonly part: string; readonly hidden: boolean }

/** What is common to the sheets of a workbook. */
export type Workbook = {
  /** In the order of the tabs; charts are left out. */
  readonly sheets: readonly SheetPart[]
  /** Days are counted from 1904, as on old Macintoshes, not from 1900. */
  readonly from1904: boolean
  /** Texts that cells name by their number. */
  readonly texts: readonly string[]
  /** How the numbers of a style are shown. */
  readonly formats: readonly NumberFormat[]
}

/** Parts that are held in memory may be this large, in bytes of XML. */
const limit = 1 << 28

/** Throws RefusedInput where the archive is no workbook, or of a kind that is not read. */
export const readWorkbook = async (archive: Archive): Promise<Workbook> => {
  refuseOthers(archive)
  const main = targetOf(await relationsOf(archive, ''), 'officeDocument')
  if (main === null || !main.endsWith('.xml') || !archive.has(main)) throw unreadable(archive.file, 'this zip file is no workbook', saveAsXlsx)
  const relations = await relationsOf(archive, main)
  const { from1904, sheets } = await sheetsOf(archive, main)
  const texts = targetOf(relations, 'sharedStrings')
  const styles = targetOf(relations, 'styles')
  return {
    sheets: sheets.flatMap(({ id, name, hidden }) => {
      const found = relations.find((relation) => relation.id === id)
      return found?.kind === 'worksheet' ? [{ name, part: found.target, hidden }] : []
    }),
    from1904,
    // A cell that names a text is refused where there is none; one whose style is gone would be read as another.
    texts: texts !== null && archive.has(texts) ? await sharedTexts(archive, texts, limit) : [],
    formats: styles !== null ? await formatsOf(archive, styles, limit) : [],
  }
}

const saveAsXlsx = 'open it in a spreadsheet program and save it as Excel workbook (.xlsx), or as CSV UTF-8'
const others = [
  { part: 'mimetype', kind: 'an OpenDocument file' },
  { part: 'xl/workbook.bin', kind: 'a binary workbook (.xlsb)' },
  { part: 'word/document.xml', kind: 'a text document (.docx)' },
  { part: 'Index/Document.iwa', kind: 'a Numbers spreadsheet' },
]

const refuseOthers = (archive: Archive): void => {
  for (const { part, kind } of others) if (archive.has(part)) throw unreadable(archive.file, `this is ${kind}`, saveAsXlsx)
  if (!archive.has('_rels/.rels')) throw unreadable(archive.file, 'this zip file is no workbook', `unpack it and load what is in it; or ${saveAsXlsx}`)
}

type Relation = { readonly id: string; readonly kind: string; readonly target: string }

/** What a part refers to; '' is the archive itself. */
const relationsOf = async (archive: Archive, part: string): Promise<Relation[]> => {
  const folder = posix.dirname(part)
  const list = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  if (!archive.has(list)) return []
  const relations: Relation[] = []
  await parsePart(archive, list, limit, {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      relations.push({ id: Id, kind: posix.basename(Type), target })
    },
  })
  return relations
}

const targetOf = (relations: readonly Relation[], kind: string): string | null => relations.find((relation) => relation.kind === kind)?.target ?? null

const sheetsOf = async (archive: Archive, main: string) => {
  const sheets: { id: string; name: string; hidden: boolean }[] = []
  let from1904 = false
  await parsePart(archive, main, limit, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true', 'on'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const [, id = ''] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? []
      sheets.push({ id, name: attributes['name'] ?? '', hidden: (attributes['state'] ?? 'visible') !== 'visible' })
    },
  })
  return { from1904, sheets }
}
