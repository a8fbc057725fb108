export type FailureCode = 'OVERLOADED' | 'TIMEOUT' | 'ABORTED' | 'MEMORY'

/** A statement that did not end for a reason that is not its text: full queue, time limit, client gone, memory limit. */
export class DatabaseFailure extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, message: string) {
    super(message)
    this.name = 'DatabaseFailure'
    this.code = code
  }
}
