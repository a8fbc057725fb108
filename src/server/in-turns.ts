import { setImmediate } from 'node:timers/promises'

/** Pieces with a pause after each, in which other requests have their turn: a network that takes all there is would never let them. */
export async function* inTurns<Piece>(pieces: Iterable<Piece> | AsyncIterable<Piece>): AsyncIterable<Piece> {
  for await (const piece of pieces) {
    yield piece
    await setImmediate()
  }
}
