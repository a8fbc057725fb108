import { statSync } from 'node:fs'
import type { Tell } from './build-options.ts'
import type { WaveFile } from './wave-files.ts'

/** Tells of each file that is read and, where the format lets one count, how much of it. */
export const tellBytes = (files: readonly WaveFile[], tell: Tell): { begin: (file: string) => void; seen: (bytes: number) => void } => {
  let now = { name: '', done: 0, of: 0 }
  return {
    begin: (name) => {
      const path = files.find(({ file }) => file === name)?.path
      now = { name, done: 0, of: path === undefined ? 0 : statSync(path).size }
      tell({ step: 'answers', name })
    },
    seen: (bytes) => {
      now = { ...now, done: now.done + bytes }
      tell({ step: 'answers', ...now })
    },
  }
}
