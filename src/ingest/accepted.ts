import type { Finding } from '../model/finding.ts'
import { RefusedInput } from '../model/refused-input.ts'
import type { Accepted, LoadedWave } from '../release/manifest.ts'
import { currentManifest } from '../release/store.ts'
import type { BuildOptions } from './build-options.ts'

/**
 * The rules whose warnings were accepted of the loaded waves, of earlier loads and of this one. Throws RefusedInput where a warning of the
 * wave that is loaded is accepted neither by its rule nor by a note.
 */
export const acceptedOf = (
  { data, load, accept = [], note = null }: BuildOptions,
  loaded: readonly LoadedWave[],
  findings: readonly Finding[],
): readonly Accepted[] => {
  const kept = (currentManifest(data)?.accepted ?? []).filter(
    ({ survey, year }) => loaded.some((wave) => wave.survey === survey && wave.year === year) && !(survey === load?.survey && year === load.year),
  )
  if (!load) return kept
  const warnings = findings.filter(({ file, severity }) => severity === 'warning' && [load.file, load.corrected].includes(file))
  if (note === null && warnings.some(({ rule }) => !accept.includes(rule))) throw new RefusedInput(findings)
  const rules = [...new Set(warnings.map(({ rule }) => rule))].sort()
  const { survey, year } = load
  return [...kept, ...rules.map((rule) => ({ survey, year, rule, findings: warnings.filter((one) => one.rule === rule).length, note }))]
}
