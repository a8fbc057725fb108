import { calibrationWords, estimatorWords } from '../src/series/estimation.ts'
import { denominatorsOf, questionsOf, segmentOf, substitutesOf, type PointSource } from '../src/series/source.ts'
import type { Kit } from './kit.ts'
import { languageOf, say } from './language.ts'

/** How units that did not answer are counted, and what the weights are calibrated to. */
const methodOf = ({ series: { line }, survey, estimator }: PointSource, language: string): string => {
  const { measure, selection } = line
  const fact = selection.subject.facts.find(({ id }) => id === measure.indicator.of)
  const words = fact ? `${estimatorWords(estimator, fact, language)}.` : ''
  return [words, estimator === 'weighted' ? calibrationWords(survey, measure.indicator, language) : null].filter(Boolean).join(' ')
}

/** Where numbers come from: the wave, the questions as asked, what was divided by. */
export const addSource = ({ nodes, enums }: Kit): void => {
  nodes.AskedQuestion.implement({
    description: 'A question in the words of its time.',
    fields: (t) => ({
      key: t.id({ description: '<survey>.<question>', resolve: ({ survey, question }) => `${survey.id}.${question.id}` }),
      question: t.field({ type: nodes.Question, resolve: ({ warehouse, survey, question }) => ({ warehouse, survey, question }) }),
      from: t.exposeInt('from', { description: 'The year these words begin.' }),
      text: t.string({ args: { language: t.arg({ type: enums.Language }) }, resolve: ({ text, question }, args, context) => say(text, args, context) ?? question.id }),
      link: t.field({ type: enums.WordingLink, description: 'How they relate to the words before; IDENTICAL for the first.', resolve: ({ link }) => link }),
    }),
  })
  nodes.PointDenominator.implement({
    description: 'What a value was divided by.',
    fields: (t) => ({
      kind: t.field({ type: enums.PointDenominatorKind, resolve: ({ kind }) => kind }),
      label: t.string({ args: { language: t.arg({ type: enums.Language }) }, resolve: ({ label }, args, context) => label(languageOf(args, context)) }),
      date: t.field({ type: 'Date', nullable: true, description: 'The day it was counted; null where nobody says.', resolve: ({ date }) => date }),
      source: t.string({ nullable: true, description: 'Who counted.', resolve: ({ source }) => source }),
      questions: t.field({
        type: [nodes.AskedQuestion],
        description: 'Those it was asked with; empty where no question asked for it.',
        resolve: ({ warehouse, questions }) => questions.map((question) => ({ warehouse, ...question })),
      }),
    }),
  })
  nodes.PointSource.implement({
    description: 'Where a number comes from. Of a transformed point: the source of its own year.',
    fields: (t) => ({
      survey: t.field({ type: nodes.Survey, resolve: ({ warehouse, survey }) => ({ warehouse, survey }) }),
      wave: t.field({ type: nodes.Wave, resolve: ({ warehouse, wave }) => ({ warehouse, wave }) }),
      questions: t.field({
        type: [nodes.AskedQuestion],
        description: 'What the value, and its denominator, is put together from, in the words of the year. Empty where the survey did not ask this.',
        resolve: (source) => questionsOf(source).map((question) => ({ warehouse: source.warehouse, ...question })),
      }),
      substitutes: t.field({
        type: [nodes.AskedQuestion],
        description: 'Questions that stand in where a unit left one of these blank: parts for a whole.',
        resolve: (source) => substitutesOf(source).map((question) => ({ warehouse: source.warehouse, ...question })),
      }),
      denominators: t.field({
        type: [nodes.PointDenominator],
        description: 'What the value was divided by; empty for totals and counts.',
        resolve: (source) => denominatorsOf(source).map((denominator) => ({ warehouse: source.warehouse, ...denominator })),
      }),
      segment: t.field({ type: nodes.Segment, nullable: true, description: 'Years of the survey in which its subject may be compared; null where it names none. Words may break a series within them.', resolve: segmentOf }),
      vintage: t.int({ description: 'The year whose borders are meant.', resolve: ({ series }) => series.line.selection.vintage }),
      estimator: t.field({ type: enums.Estimator, description: 'The one used.', resolve: ({ estimator }) => estimator }),
      method: t.string({
        description: 'The estimator in words: how units that did not answer are counted.',
        args: { language: t.arg({ type: enums.Language }) },
        resolve: (source, args, context) => methodOf(source, languageOf(args, context)),
      }),
      synthetic: t.boolean({ description: 'The answers are made up.', resolve: ({ wave }) => wave.synthetic }),
    }),
  })
}
