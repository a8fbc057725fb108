import { sql, type Sql } from '../database/sql.ts'
import type { Estimator, Fact, Model, Subject, Survey } from '../model/model.ts'
import { measuresWhere, type Measure, type Plan } from './plan.ts'
import { surveysWhere } from './surveys-where.ts'

/** Surveys whose missing units are known: asked of everyone in a list. A sample is weighted up instead. */
export const listsItsUnits = ({ frame, design }: Survey): boolean => (frame.kind === 'geography' || frame.kind === 'file') && !design.sample

const weightOf = (subject: Subject, fact: Fact): Fact | null => subject.facts.find(({ id }) => id === fact.weight) ?? null

/** Facts that are stored with estimates for the units that did not answer. A weighted mean needs its weights too. */
export const completedFacts = (subject: Subject): readonly Fact[] =>
  subject.facts.filter((fact) => fact.impute !== 'none' && (weightOf(subject, fact)?.impute ?? fact.impute) !== 'none')

/** Of the facts stored as exact decimals, those whose completed values are: products of such would not fit, so not those that are averaged. */
export const exactlyCompleted = (subject: Subject, exact: ReadonlySet<string>): ReadonlySet<string> => {
  const averaged = subject.facts.filter(({ combine }) => combine === 'mean').flatMap(({ id, weight }) => [id, weight])
  return new Set([...exact].filter((id) => !averaged.includes(id)))
}

/** Whether a measure is answered with estimates for the units that did not answer: all facts it is made of have them. */
export const isImputed = (subject: Subject, { indicator, estimator }: Measure): boolean => {
  if (estimator !== 'imputed') return false
  const completed = completedFacts(subject)
  const has = (id: string | null) => completed.some((fact) => fact.id === id) || !subject.facts.some((fact) => fact.id === id)
  return has(indicator.of) && has(indicator.to)
}

/** The estimator by which a survey answers: what cannot be imputed there is weighted up. */
export const usedEstimator = (subject: Subject, measure: Measure, survey: Survey): Estimator =>
  measure.estimator === 'imputed' && !(listsItsUnits(survey) && isImputed(subject, measure)) ? 'weighted' : measure.estimator

export const imputes = ({ subject, measures }: Pick<Plan, 'subject' | 'measures'>): boolean => measures.some((measure) => isImputed(subject, measure))

/** A condition that the row is of a measure and survey with an estimate for every unit that did not answer: none stands for others. */
export const areCompleted = (model: Model, plan: Plan): Sql =>
  sql`(measure in ${measuresWhere(plan, (measure) => isImputed(plan.subject, measure))} and ${surveysWhere(model, plan, listsItsUnits)})`
