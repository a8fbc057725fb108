import { printFinding, type Finding } from './finding.ts'

/** The input has mistakes; nothing was made of it. `findings` lists them all. */
export class RefusedInput extends Error {
  readonly findings: readonly Finding[]
  constructor(findings: readonly Finding[]) {
    super(`the input has ${findings.length} mistake${findings.length === 1 ? '' : 's'}:\n${findings.map(printFinding).join('\n')}`)
    this.name = 'RefusedInput'
    this.findings = findings
  }
}
