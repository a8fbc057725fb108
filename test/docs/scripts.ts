import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Block } from './documents.ts'
import { runLine, type Ran } from './shell.ts'

type Script = Pick<Block, 'language' | 'text'>
type Interpreter = { readonly program: string; readonly file: string; readonly named: RegExp; readonly lacking: (packages: readonly string[]) => readonly string[] }

const interpreters: Readonly<Record<string, Interpreter>> = {
  r: {
    program: 'Rscript',
    file: 'script.R',
    named: /library\((\w+)\)|\b(\w+)::/g,
    lacking: (packages) => ['-e', `cat(Filter(function(name) !requireNamespace(name, quietly = TRUE), as.character(c(${packages.map((name) => `"${name}"`).join()}))))`],
  },
  python: {
    program: 'python3',
    file: 'script.py',
    named: /^import ([\w.]+)/gm,
    lacking: (packages) => ['-c', `import importlib.util as u; print(*[n for n in ${JSON.stringify(packages)} if u.find_spec(n.split('.')[0]) is None])`],
  },
}
const interpreterOf = ({ language }: Script): Interpreter => {
  const found = interpreters[language]
  if (!found) throw new Error(`nothing here runs ${language}`)
  return found
}

const known = new Map<string, string>()

/** What keeps a script from running on this machine, in words; '' where nothing does. */
export const lackingFor = (script: Script): string => {
  const { program, named, lacking } = interpreterOf(script)
  const packages = [...script.text.matchAll(named)].map((found) => found[1] ?? found[2] ?? '')
  const id = [program, ...packages].join(' ')
  const words = known.get(id) ?? ask(program, packages, lacking)
  known.set(id, words)
  return words
}

const ask = (program: string, packages: readonly string[], lacking: Interpreter['lacking']): string => {
  try {
    const missing = execFileSync(program, lacking(packages), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    return missing === '' ? '' : `${program} has no ${missing}`
  } catch {
    return `${program} is not here`
  }
}

export const runScript = async (script: Script, folder: string): Promise<Ran> => {
  const { program, file } = interpreterOf(script)
  writeFileSync(join(folder, file), script.text)
  return runLine(`${program} ${file}`, { cwd: folder, env: { ...process.env, no_proxy: '127.0.0.1', NO_PROXY: '127.0.0.1' } })
}
