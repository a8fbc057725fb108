const chunkLength = 65_536

/** Lines joined into pieces of about 64 KiB, so that a large file is neither held whole nor sent line by line. */
export function* chunksOf(lines: Iterable<string>): Iterable<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += line
    if (chunk.length >= chunkLength) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}
