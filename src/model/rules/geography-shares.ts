import { areaCodes } from '../area-codes.ts'
import type { Folder } from '../folder.ts'
import { geographyFiles } from '../geography-rows.ts'
import { cellPlace } from '../table-file.ts'
import type { Table } from '../table-file.ts'
import { validYears } from '../validity.ts'
import { forRows, overlap } from './geography.ts'
import { rule } from './rule.ts'

const tolerance = 0.001
const inRange = (share: number) => share > 0 && share <= 1

export const shareRange = rule('share-range', (folder, report) => {
  for (const kind of ['members', 'changes'] as const) {
    forRows(folder, kind, (table, { line, cell }) => {
      if (inRange(Number(cell('share')))) return
      const message = `share is "${cell('share')}"; a number above 0 and at most 1 is expected`
      const wayOut = cell('share').includes(',') ? 'write a point, not a comma' : 'write 1 for the whole'
      report(cellPlace(table, line, 'share'), message, wayOut)
    })
  }
})

export const shareSum = rule('share-sum', (folder, report) => {
  for (const group of [...changeGroups(folder), ...memberGroups(folder)]) {
    const sum = group.rows.reduce((total, { share }) => total + share, 0)
    if (!group.rows.every(({ share }) => inRange(share)) || Math.abs(sum - 1) <= tolerance) continue
    const lines = group.rows.map(({ line }) => line).join(', ')
    const message = `the shares of ${group.what} are ${Number(sum.toFixed(6))} together (lines ${lines}); 1 is expected`
    report(cellPlace(group.table, group.rows[0]?.line ?? 1, 'share'), message, 'mend the shares, or add the part that is left out')
  }
})

export const memberDivided = rule('member-divided', (folder, report) => {
  forRows(folder, 'members', (table, { line, cell }) => {
    if (!['', '0', '1'].includes(cell('divided')))
      report(cellPlace(table, line, 'divided'), `divided is "${cell('divided')}"; 1, 0 or nothing is expected`, 'write 1 where the child lies in other areas too')
    else if (cell('divided') === '1' && Number(cell('share')) < 1) {
      const message = `${cell('child')} lies in ${cell('parent')} with a share of ${cell('share')}, and divided is for parts nobody knows the share of`
      report(cellPlace(table, line, 'divided'), message, 'leave divided empty, or write the share 1')
    }
  })
})

export const memberTwice = rule('member-twice', (folder, report) => {
  const seen = new Map<string, { line: number; from: number; to: number }[]>()
  forRows(folder, 'members', (table, { line, cell }) => {
    const [key, years] = [`${cell('child')}\n${cell('parent')}`, validYears(cell)]
    const earlier = seen.get(key)?.find((other) => overlap(other, years))
    if (earlier !== undefined) {
      const message = `${cell('child')} lies in ${cell('parent')} already in the same years (line ${earlier.line})`
      report(cellPlace(table, line, 'child'), message, 'delete one of the two, or part the years')
    }
    seen.set(key, [...(seen.get(key) ?? []), { line, ...years }])
  })
})

type Group = { table: Table; what: string; rows: readonly { line: number; share: number }[] }

function changeGroups(folder: Folder): Group[] {
  const groups = new Map<string, { table: Table; what: string; rows: { line: number; share: number }[] }>()
  forRows(folder, 'changes', (table, { line, cell }) => {
    const what = `${cell('from_code')} in ${cell('year')}`
    const group = groups.get(what) ?? { table, what, rows: [] }
    group.rows.push({ line, share: Number(cell('share')) })
    groups.set(what, group)
  })
  return [...groups.values()]
}

type MemberRow = { line: number; share: number; from: number; to: number }

// The parents of one level, in every span of years in which they are the same.
function memberGroups(folder: Folder): Group[] {
  const codes = areaCodes(folder)
  const table = folder.table(geographyFiles.members.file)
  if (codes === null || table === null) return []
  const parents = new Map<string, MemberRow[]>()
  forRows(folder, 'members', (_, { line, cell }) => {
    const key = `${cell('child')} in ${codes.get(cell('parent'))?.[0]?.level ?? '?'}`
    const row = { line, share: Number(cell('share')), ...validYears(cell) }
    parents.set(key, [...(parents.get(key) ?? []), row])
  })
  return [...parents].flatMap(([what, rows]) => {
    const starts = new Set(rows.flatMap(({ from, to }) => [from, to + 1]).filter((year) => year < Infinity))
    const spans = [...starts]
      .sort((a, b) => a - b)
      .map((year) => ({ year, valid: rows.filter(({ from, to }) => from <= year && year <= to) }))
    const wrong = spans.find(({ valid }) => valid.length > 0 && Math.abs(valid.reduce((sum, { share }) => sum + share, 0) - 1) > tolerance)
    if (wrong === undefined) return []
    const year = wrong.year === -Infinity ? 'before the years given' : `in ${wrong.year}`
    return [{ table, what: starts.size === 1 ? what : `${what} ${year}`, rows: wrong.valid }]
  })
}
