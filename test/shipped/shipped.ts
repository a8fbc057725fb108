import { inject } from 'vitest'

/** Time limit for hooks that may have to wait for the build. */
export const buildTime = 600_000

/** The data directory of the shipped warehouse, built once for the whole run. It is shared: copy it before changing anything in it. */
export const shippedData = async (): Promise<string> => {
  const answer = await fetch(inject('shipped'), { signal: AbortSignal.timeout(buildTime) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
