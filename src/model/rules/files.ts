import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ownSurveys, surveysById, waveYears } from '../declared.ts'
import type { Place } from '../finding.ts'
import { isInside } from '../folder.ts'
import type { Folder } from '../folder.ts'
import { geographyFiles } from '../geography-rows.ts'
import { allowed, nearest } from '../nearest.ts'
import { rule } from './rule.ts'

export const missingFile = rule('missing-file', (folder, report) => {
  for (const { file, place } of namedFiles(folder)) {
    if (!isInside(file) || existsSync(join(folder.dir, file))) continue
    const sub = file.slice(0, file.lastIndexOf('/') + 1)
    const near = nearest(file, existsSync(join(folder.dir, sub)) ? readdirSync(join(folder.dir, sub)).map((name) => sub + name) : [])
    report(
      place,
      `there is no file ${file}${near === null ? '' : `; nearest: ${near}`}`,
      'add the file, or mend its name (relative to the folder)',
    )
  }
})

export const pathOutside = rule('path-outside', (folder, report) => {
  for (const { file, place } of namedFiles(folder)) {
    if (!isInside(file)) report(place, `${file} is outside the folder`, 'copy the file into the folder and name it relative to it')
  }
})

export const unexpectedFile = rule('unexpected-file', (folder, report) => {
  const kinds = ['dimensions', 'subjects', 'surveys']
  for (const entry of readdirSync(folder.dir, { withFileTypes: true })) {
    const place = { file: entry.name, line: 1, column: 1 }
    if (entry.isDirectory() && !kinds.includes(entry.name)) {
      const near = nearest(entry.name, kinds)
      const holdsYaml = near !== null && readdirSync(join(folder.dir, entry.name)).some((name) => /\.ya?ml$/.test(name))
      if (holdsYaml) report(place, `YAML files in ${entry.name}/ are not read; nearest: ${near}/`, `rename the folder to ${near}`)
    } else if (/\.ya?ml$/.test(entry.name) && entry.name !== 'model.yaml') {
      report(place, `${entry.name} is not read; ${allowed(entry.name, ['model.yaml'])}`, `move it to ${kinds.join('/, ')}/, or rename it`)
    }
  }
  for (const kind of kinds.filter((name) => existsSync(join(folder.dir, name)))) {
    for (const name of readdirSync(join(folder.dir, kind)).filter((file) => file.endsWith('.yml'))) {
      report(
        { file: `${kind}/${name}`, line: 1, column: 1 },
        `${name} is not read; files end with .yaml`,
        `rename it to ${name.slice(0, -4)}.yaml`,
      )
    }
  }
})

export const unknownSurvey = rule('unknown-survey', (folder, report) => {
  const surveys = surveysById(folder)
  const doubled = folder.surveys.filter((survey) => !ownSurveys(folder).includes(survey)).map(({ file }) => basename(file, '.yaml'))
  for (const name of waveFolders(folder).filter((folderName) => !doubled.includes(folderName))) {
    if (surveys.has(name) || folder.lost.has(name) || waveFiles(folder).some(({ file }) => file.startsWith(`waves/${name}/`))) continue
    const place = { file: `waves/${name}`, line: 1, column: 1 }
    report(
      place,
      `there is no survey ${name}; ${allowed(name, surveys.keys())}`,
      'rename the folder to the id of its survey, or add the survey',
    )
  }
})

export const undeclaredWave = rule('undeclared-wave', (folder, report) => {
  const declared = new Set(waveFiles(folder).map(({ file }) => file))
  for (const survey of ownSurveys(folder)) {
    const sub = `waves/${survey.value.id}`
    const years = waveYears(folder, survey.value)
    if (years === null || !existsSync(join(folder.dir, sub))) continue
    for (const name of readdirSync(join(folder.dir, sub))
      .filter((file) => /^\d{4}\.csv$/.test(file))
      .sort()) {
      if (declared.has(`${sub}/${name}`)) continue
      const message = `${survey.value.id} has no wave ${name.slice(0, 4)} (${years.join(', ')}), so the file would not be read`
      report({ file: `${sub}/${name}`, line: 1, column: 1 }, message, `add the year to waves in ${survey.file}`)
    }
  }
})

type NamedFile = { file: string; place: Place }

/** The wave files of the surveys whose id is theirs alone; `synthetic` ones need not be there. */
export function waveFiles(folder: Folder): (NamedFile & { survey: string; synthetic: boolean })[] {
  return ownSurveys(folder).flatMap((survey) => {
    const { id, waves } = survey.value
    const each = { survey: id, synthetic: waves.synthetic ?? false }
    if ('file' in waves) return [{ ...each, file: waves.file, place: survey.at(['waves', 'file']) }]
    return waves.years.map((year, i) => ({ ...each, file: `waves/${id}/${year}.csv`, place: survey.at(['waves', 'years', i]) }))
  })
}

function namedFiles(folder: Folder): NamedFile[] {
  return [...geographyPlaces(folder), ...waveFiles(folder).filter(({ synthetic }) => !synthetic), ...framePlaces(folder)]
}

// Borders that never change need no changes, and a geography without sizes no population: the rules that need them say so.
function geographyPlaces({ model }: Folder): NamedFile[] {
  const geography = model?.value.geography
  if (model === null || geography === undefined) return []
  const place = model.atKey(['geography'])
  const needed = geography.levels.length > 1 ? [geographyFiles.areas, geographyFiles.members] : [geographyFiles.areas]
  return needed.map(({ file }) => ({ file, place }))
}

function framePlaces(folder: Folder): NamedFile[] {
  return folder.surveys.flatMap((survey) => {
    const { frame, unit } = survey.value
    const places: NamedFile[] = unit.parts === undefined ? [] : [{ file: unit.parts, place: survey.at(['unit', 'parts']) }]
    if (typeof frame === 'object') {
      const key = 'file' in frame ? 'file' : 'strata_file'
      places.push({ file: 'file' in frame ? frame.file : frame.strata_file, place: survey.at(['frame', key]) })
    }
    return places
  })
}

function waveFolders({ dir }: Folder): string[] {
  if (!existsSync(join(dir, 'waves'))) return []
  return readdirSync(join(dir, 'waves'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}
