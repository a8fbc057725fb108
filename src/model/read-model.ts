import { existsSync } from 'node:fs'
import { finding, sortFindings } from './finding.ts'
import type { Finding } from './finding.ts'
import { fillModel } from './fill-model.ts'
import { readFolder } from './folder.ts'
import type { Model } from './model.ts'
import { rules } from './rules/rules.ts'

/**
 * Reads and checks a seeds folder, synchronously and without writing anything. All mistakes are found in one run, sorted by place;
 * the model is null where there is any.
 */
export function readModel(seedsDir: string): { model: Model | null; findings: Finding[] } {
  if (!existsSync(seedsDir)) {
    const place = { file: '.', line: 1, column: 1 }
    return { model: null, findings: [finding('missing-folder', place, `there is no folder ${seedsDir}`, 'name another with --seeds')] }
  }
  const { folder, findings, tableFindings } = readFolder(seedsDir)
  const broken = rules.flatMap((rule) => rule.check(folder))
  const all = sortFindings([...findings, ...broken, ...tableFindings])
  if (all.length > 0 || folder.model === null) return { model: null, findings: all }
  return { model: deepFreeze(fillModel(folder, folder.model.value)), findings: [] }
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const inner of Object.values(value)) deepFreeze(inner)
  return Object.freeze(value)
}
