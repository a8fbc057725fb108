import { execFile } from 'node:child_process'

export type Ran = { readonly code: number; readonly out: string; readonly error: string }

/** Runs a line of shell and gives what it said, whether it went well or not. */
export const runLine = (line: string, options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<Ran> =>
  new Promise((resolve) =>
    execFile('sh', ['-c', line], { ...options, maxBuffer: 1 << 28 }, (error, out, said) => resolve({ code: error ? Number(error.code ?? 1) : 0, out, error: said })),
  )
