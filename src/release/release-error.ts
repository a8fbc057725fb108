/** A release that cannot be used: missing, damaged, or made by a newer program. The message says the way out. */
export class ReleaseError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ReleaseError'
  }
}
