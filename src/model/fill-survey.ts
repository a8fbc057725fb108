import { fillChecks, fillSums } from './fill-checks.ts'
import { defaultMissing, fillMissing, fillQuestion } from './fill-question.ts'
import type { Design, Frame, Survey, Waves } from './model.ts'
import type { ModelShape } from './shapes/model-shape.ts'
import type { SurveyShape } from './shapes/survey-shape.ts'

/** Stands in `design.strata` for the model's size groups instead of a column. */
export const sizeGroupStrata = 'size_group'

export function fillSurvey(yaml: SurveyShape, model: ModelShape): Survey {
  const missing = fillMissing(yaml.missing ?? model.missing ?? defaultMissing)
  const frame = fillFrame(yaml)
  const last = 'years' in yaml.waves && yaml.waves.years.length > 0 ? Math.max(...yaml.waves.years) : null
  return {
    id: yaml.id,
    title: yaml.title,
    description: yaml.description ?? null,
    primary: yaml.primary ?? false,
    designed: yaml.designed ?? false,
    instrument: yaml.instrument ?? null,
    source: yaml.source ?? null,
    unit: { column: yaml.unit.column, kind: yaml.unit.kind, parts: yaml.unit.parts ?? null },
    frame,
    design: fillDesign(yaml, frame, (model.size_groups ?? []).length > 0),
    waves: fillWaves(yaml),
    segments: (yaml.segments ?? []).map((segment) => ({
      from: segment.from,
      to: segment.to ?? null,
      note: segment.note ?? null,
      reason: segment.reason ?? null,
      source: segment.source ?? null,
      subjects: segment.subjects ?? null,
    })),
    questions: yaml.questions.map((question) => fillQuestion(question, missing, last)),
    missing,
    checks: fillChecks(yaml.checks),
    sums: fillSums(yaml.sums),
  }
}

function fillFrame({ frame }: SurveyShape): Frame {
  if (frame === undefined || frame === 'none') return { kind: 'none' }
  if (frame === 'geography') return { kind: 'geography' }
  const size = frame.size ?? null
  if ('file' in frame) return { kind: 'file', file: frame.file, unit: frame.unit, strata: frame.strata ?? null, size }
  return { kind: 'totals', file: frame.strata_file, strata: frame.strata, units: frame.units, size }
}

// A frame knows sizes where it is the geography (inhabitants) or has a size column of units; totals have no size of a single unit.
function fillDesign({ design }: SurveyShape, frame: Frame, sizeGroups: boolean): Design {
  const declared = design?.strata ?? ('strata' in frame ? frame.strata : null)
  const sized = frame.kind === 'geography' || (frame.kind === 'file' && frame.size !== null)
  const bySize = design === undefined && sized && sizeGroups ? sizeGroupStrata : null
  return {
    strata: declared ?? bySize,
    weight: design?.weight ?? null,
    cluster: [design?.cluster ?? []].flat(),
    units: [design?.units ?? []].flat(),
    replacement: design?.replacement ?? false,
    sample: design?.sample ?? false,
    calibrate: design?.calibrate ?? null,
    nonresponse: design?.nonresponse ?? 'reweight',
  }
}

function fillWaves({ id, waves }: SurveyShape): Waves {
  const files =
    'years' in waves ? waves.years.map((year) => ({ file: `waves/${id}/${year}.csv`, year })) : [{ file: waves.file, year: waves.year }]
  return { files, responded: waves.responded ?? null, synthetic: waves.synthetic ?? false, long: waves.long ?? null }
}
