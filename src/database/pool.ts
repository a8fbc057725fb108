import { DatabaseFailure } from './failure.ts'

/**
 * At most `size` tasks at a time, at most `queue` waiting, in order. DuckDB gains nothing beyond its cores, and each
 * running statement holds a thread that file and network access need too; so waiting is done here and is bounded.
 */
export const createPool = (size: number, queue: number) => {
  let running = 0
  const waiting: (() => void)[] = []

  const release = () => {
    running -= 1
    waiting.shift()?.()
  }

  const gone = () => new DatabaseFailure('ABORTED', 'the client went away before the statement ran')
  const enter = (signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted) return Promise.reject(gone())
    if (running < size) {
      running += 1
      return Promise.resolve()
    }
    if (waiting.length >= queue)
      return Promise.reject(
        new DatabaseFailure('OVERLOADED', `${running} statements run and ${queue} wait, which is the limit; try again in a second`),
      )
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', leave)
        running += 1
        resolve()
      }
      const leave = () => {
        waiting.splice(waiting.indexOf(start), 1)
        reject(gone())
      }
      waiting.push(start)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  return {
    run: async <T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
      await enter(signal)
      try {
        return await task()
      } finally {
        release()
      }
    },
    load: () => ({ running, waiting: waiting.length }),
  }
}
export type Pool = ReturnType<typeof createPool>
