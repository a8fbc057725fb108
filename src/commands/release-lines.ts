import { loadedOf } from '../release/loaded-waves.ts'
import type { Manifest } from '../release/manifest.ts'
import { changeLines } from '../revision/change-lines.ts'

/** What there is to tell of a release, as lines for a terminal. */
export const releaseLines = (data: string, manifest: Manifest, isCurrent: boolean): readonly string[] => {
  const { key, createdAt, program, duckdb, parent, note, inputs, changes, rows } = manifest
  const loaded = loadedOf(data, manifest)
  const answers = Object.values(rows).reduce((sum, one) => sum + one, 0)
  return [
    `release ${key}${isCurrent ? ', in use' : ''}`,
    `made ${createdAt} by kartlag ${program} with DuckDB ${duckdb}${parent === null ? '' : `, when ${parent} was in use`}`,
    ...(note === null ? [] : [`note: ${note}`]),
    `of ${inputs.length} files of the seeds and ${loaded.length === 1 ? '1 loaded wave' : `${loaded.length} loaded waves`}; ${answers} rows`,
    ...loaded.flatMap((wave) => waveLines(manifest, wave)),
    ...(changes === null ? [] : changes.length === 0 ? ['no national figure changed'] : ['what changed nationally:', ...changeLines(changes).map((line) => `  ${line}`)]),
  ]
}

const waveLines = ({ waves, accepted }: Manifest, { survey, year, file, corrections, note: said }: NonNullable<Manifest['loaded']>[number]): readonly string[] => {
  const isThis = (one: { readonly survey: string; readonly year: number }) => one.survey === survey && one.year === year
  const count = waves.find(isThis)
  const counted = count ? `: ${count.lines === null ? '' : `${count.lines} lines, `}${count.loaded} rows, ${count.respondents} answered` : ''
  return [
    `  ${survey} ${year}${counted}; ${file}${corrections ? `, corrected by ${corrections.file}` : ''}`,
    ...(said === null ? [] : [`    note: ${said}`]),
    ...accepted.filter(isThis).map(({ rule, findings, note }) => `    accepted: ${rule}, ${findings === 1 ? '1 warning' : `${findings} warnings`}${note === null || note === said ? '' : ` (${note})`}`),
  ]
}
