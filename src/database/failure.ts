const ofStatement = /^(Binder|Catalog|Constraint|Conversion|Invalid Input|Out of Range|Parser) Error: /

/** Whether the database refused a statement for what it says or finds in the data, not for want of memory, disk or time. */
export const isRefusedStatement = (error: unknown): boolean => error instanceof Error && ofStatement.test(error.message)

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
