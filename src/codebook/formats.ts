import type { Codebook } from './codebook.ts'
import { csv } from './csv.ts'
import { ddi } from './ddi.ts'
import { md } from './md.ts'

/** A file format of codebooks. */
export type Format = {
  readonly id: string
  /** Of its files, without the dot. */
  readonly ending: string
  /** The file. What has words of its own has them in the language. */
  readonly textOf: (codebook: Codebook, language: string) => string
}

/** Every format: add one by making its file and naming it here. */
export const formats: readonly Format[] = [md, csv, ddi]
