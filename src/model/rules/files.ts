import { existsSync, readdirSync } from 'node:fs'
import { basename, join, normalize } from 'node:path'
import { ownSurveys, surveysById } from '../declared.ts'
import type { Place } from '../finding.ts'
import { filesIn, isInside } from '../folder.ts'
import type { Folder } from '../folder.ts'
import { geographyFiles } from '../geography-rows.ts'
import { allowed, nearest } from '../nearest.ts'
import { rule } from './rule.ts'

export const missingFile = rule('missing-file', (folder, report) => {
  for (const { file, place } of namedFiles(folder)) {
    if (!isInside(file) || existsSync(join(folder.dir, file))) continue
    const near = nearFile(folder, file)
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
  const named = [...filesOfWaves(folder.surveys), ...framePlaces(folder)].map(({ file }) => normalize(file))
  const misspelt = namedFiles(folder).map(({ file }) => (isInside(file) && !existsSync(join(folder.dir, file)) ? nearFile(folder, file) : null))
  for (const file of waveTables(folder).filter((each) => !named.includes(each) && !misspelt.includes(each))) {
    const told = strayFile(folder, file)
    if (told !== null) report({ file, line: 1, column: 1 }, `${told.message}, so the file would not be read`, told.wayOut)
  }
})

// Null where its folder is told of, or where a survey that cannot be read may name the file.
function strayFile(folder: Folder, file: string): { message: string; wayOut: string } | null {
  const [, name = '', ...rest] = file.split('/')
  const survey = rest.length === 0 ? undefined : ownSurveys(folder).find(({ value }) => value.id === name)
  if (survey === undefined) {
    const shared = rest.length === 0 || waveFiles(folder).some((wave) => wave.file.startsWith(`waves/${name}/`))
    if (!shared || filesIn(folder.dir, 'surveys', '.yaml').length > folder.surveys.length) return null
    const wayOut = 'move it to waves/<survey>/<year>.csv, name it in waves of a survey, or delete it'
    return { message: `no survey names ${file}`, wayOut }
  }
  const { id, waves } = survey.value
  const wayOut = `delete it, or name it in waves in ${survey.file}`
  if ('file' in waves) return { message: `the waves of ${id} are in ${waves.file}`, wayOut }
  const year = rest.length === 1 ? /^(\d{4})\.csv$/.exec(rest[0] ?? '')?.[1] : undefined
  const years = waves.years.join(', ') || 'none'
  if (year !== undefined) return { message: `${id} has no wave ${year} (${years})`, wayOut: `add the year to waves in ${survey.file}` }
  return { message: `${rest.join('/')} is no wave of ${id}; its files are ${years}, each .csv`, wayOut: 'name it after its year, or delete it' }
}

type NamedFile = { file: string; place: Place }

/** The wave files of the surveys whose id is theirs alone; `synthetic` ones need not be there. */
export function waveFiles(folder: Folder): (NamedFile & { survey: string; synthetic: boolean })[] {
  return filesOfWaves(ownSurveys(folder))
}

function filesOfWaves(surveys: Folder['surveys']): (NamedFile & { survey: string; synthetic: boolean })[] {
  return surveys.flatMap((survey) => {
    const { id, waves } = survey.value
    const each = { survey: id, synthetic: waves.synthetic ?? false }
    if ('file' in waves) return [{ ...each, file: waves.file, place: survey.at(['waves', 'file']) }]
    return waves.years.map((year, i) => ({ ...each, file: `waves/${id}/${year}.csv`, place: survey.at(['waves', 'years', i]) }))
  })
}

function nearFile({ dir }: Folder, file: string): string | null {
  const sub = file.slice(0, file.lastIndexOf('/') + 1)
  return nearest(file, existsSync(join(dir, sub)) ? readdirSync(join(dir, sub)).map((name) => sub + name) : [])
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

/** The files of waves/ that somebody may think are read. */
function waveTables({ dir }: Folder): string[] {
  if (!existsSync(join(dir, 'waves'))) return []
  return readdirSync(join(dir, 'waves'), { recursive: true, encoding: 'utf8' })
    .map((name) => `waves/${name.replaceAll('\\', '/')}`)
    .filter((file) => /\.(csv|tsv|xlsx?)$/i.test(file) && !file.includes('/.'))
    .sort()
}
