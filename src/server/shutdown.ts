/**
 * Resolves when a terminal or a service manager asks the process to end (SIGINT, SIGTERM) and `close` has finished.
 * A second signal ends the process at once.
 */
export const closedOnSignal = (close: () => Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    let asked = false
    const stop = (signal: NodeJS.Signals) => {
      if (asked) process.exit(signal === 'SIGINT' ? 130 : 143)
      asked = true
      close().then(resolve, reject)
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
