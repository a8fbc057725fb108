import { openPromise } from 'yauzl'
import { text } from 'node:stream/consumers'

/** The texts in an archive by their path, in the order of the archive. */
export const unzipped = async (path: string): Promise<ReadonlyMap<string, string>> => {
  const archive = await openPromise(path)
  const parts = new Map<string, string>()
  for await (const entry of archive.eachEntry()) parts.set(entry.fileName, await text(await archive.openReadStreamPromise(entry)))
  return parts
}
