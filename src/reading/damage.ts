import { finding } from '../model/finding.ts'
import { RefusedInput } from '../model/refused-input.ts'

const saveAgain = 'get the file anew, or open it in the program that wrote it and save it again'

/** The file cannot be what its writer meant: it ends early, or contradicts itself. `line` is the number of a case, `column` that of a variable, from 1. */
export const damaged = (file: string, message: string, line = 1, column = 1): RefusedInput =>
  new RefusedInput([finding('damaged-file', { file, line, column }, message, saveAgain)])

/** The file may be whole, but is of a kind that is not read. */
export const unreadable = (file: string, message: string, wayOut: string): RefusedInput =>
  new RefusedInput([finding('unreadable-file', { file, line: 1, column: 1 }, message, wayOut)])
