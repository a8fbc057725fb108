import { CommanderError } from 'commander'
import { UsageError } from '../errors.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { printFinding } from '../model/finding.ts'
import { ReleaseError } from '../release/release-error.ts'

/** Input or a question was refused; the message says why and the way out. The command ends with exit code 1. */
export class Refused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Refused'
  }
}

export type Ending = { readonly code: 0 | 1 | 2; readonly message: string | null }

/** How a command ends that threw: its exit code, and what stderr says; null where it has been said. A stack is shown for our faults only. */
export const endOf = (error: unknown): Ending => {
  // commander has printed its message, or the help that was asked for.
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : 2, message: null }
  if (error instanceof UsageError) return { code: 2, message: `error: ${error.message}` }
  if (error instanceof RefusedInput) return { code: 1, message: [...error.findings.map(printFinding), mistakes(error.findings.length)].join('\n') }
  if (error instanceof Refused || error instanceof ReleaseError) return { code: 1, message: `error: ${error.message}` }
  if (!(error instanceof Error)) return { code: 1, message: `error: ${String(error)}` }
  const { code, syscall, extensions } = error as NodeJS.ErrnoException & { extensions?: { code?: unknown } }
  if (typeof extensions?.code === 'string' || syscall !== undefined || isLimit(code)) return { code: 1, message: `error: ${error.message}` }
  return { code: 1, message: `This is a fault of kartlag, not of yours:\n${error.stack ?? error.message}` }
}

export const mistakes = (count: number): string => (count === 1 ? '1 mistake' : `${count} mistakes`)

const isLimit = (code: string | undefined) => ['OVERLOADED', 'TIMEOUT', 'MEMORY', 'ABORTED'].includes(code ?? '')
