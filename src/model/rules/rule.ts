import { finding } from '../finding.ts'
import type { Finding, Place } from '../finding.ts'
import type { Folder } from '../folder.ts'

/** One thing that must hold in a seeds folder.. */
export type Rule = { readonly name: string; readonly check: (folder: Folder) => Finding[] }

export type Report = (place: Place, message: string, wayOut: string) => void

/** A rule whose check reports mistakes one by one. */
export function rule(name: string, check: (folder: Folder, report: Report) => void): Rule {
  return {
    name,
    check: (folder) => {
      const findings: Finding[] = []
      check(folder, (place, message, wayOut) => findings.push(finding(name, place, message, wayOut)))
      return findings
    },
  }
}
