import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { inTurns } from '../../src/server/in-turns.ts'

test('others have their turn between the pieces of a long file, however fast it is taken', async () => {
  const pieces = Array.from({ length: 200 }, (_, index) => `${index}\n`)
  const taken: string[] = []
  let [turns, others] = [0, true]
  const other = () => {
    turns += 1
    if (others) setImmediate(other)
  }
  setImmediate(other)
  const fast = new Writable({ write: (piece: Buffer, _, done) => (taken.push(piece.toString()), done()) })
  await pipeline(Readable.from(inTurns(pieces), { objectMode: false }), fast)
  others = false
  expect(taken.join('')).toBe(pieces.join(''))
  expect(turns).toBeGreaterThanOrEqual(pieces.length)
})
