import { callsDone, countCalls, killAtCall } from './killing-calls.ts'

/** One run of a command that writes, in a process that can be killed. It tells each step it begins, and the calls of the step before. */
export type Order = {
  readonly command: 'build' | 'load' | 'use' | 'prune'
  readonly seeds: string
  readonly data: string
  /** Of `load`. */
  readonly file?: string
  /** Of `use`. */
  readonly key?: string
  /** Kills itself at the nth change of a file since this step began. */
  readonly killAt?: { readonly step: string; readonly call: number }
}

const { command, seeds, data, file = '', key = '', killAt } = JSON.parse(process.argv[2] ?? '') as Order
const steps = new Set<string>()
const begin = (step: string): void => {
  if (steps.has(step)) return
  steps.add(step)
  process.stdout.write(`${callsDone()} ${step}\n`)
  if (step === killAt?.step) killAtCall(data, killAt.call)
  else if (killAt === undefined) countCalls(data)
}
const progress = ({ step }: { readonly step: string }): void => begin(step)

const [{ buildRelease }, { main }] = await Promise.all([import('../../src/ingest/build.ts'), import('../../src/cli.ts')])
begin('start')
if (command === 'build') await buildRelease({ seeds, data, progress })
if (command === 'load') await buildRelease({ seeds, data, progress, load: { survey: 'form', year: 2022, path: file, file } })
if (command === 'use' || command === 'prune') {
  begin(command)
  const code = await main(['releases', ...(command === 'use' ? ['use', key] : ['prune', '--keep', '1']), '--data', data])
  if (code !== 0) process.exit(code)
}
begin('done')
