import * as answers from './answers.ts'
import * as checks from './checks.ts'
import * as columns from './columns.ts'
import * as design from './design.ts'
import * as dimensions from './dimensions.ts'
import * as facts from './facts.ts'
import * as files from './files.ts'
import * as geography from './geography.ts'
import * as shares from './geography-shares.ts'
import * as gives from './gives.ts'
import * as ids from './ids.ts'
import * as indicators from './indicators.ts'
import * as modelFile from './model-file.ts'
import * as names from './names.ts'
import * as population from './population.ts'
import * as published from './published.ts'
import * as questions from './questions.ts'
import type { Rule } from './rule.ts'
import * as surveys from './surveys.ts'
import * as texts from './texts.ts'

/** Every rule. The shapes of single files are rules too; their names are in shape-findings.ts, yaml-file.ts and table-file.ts. */
export const rules = [
  ids.idPattern,
  ids.duplicateId,
  names.nameTaken,
  texts.modelLanguages,
  texts.textLanguages,
  modelFile.sizeGroupsOrder,
  modelFile.baseLevel,
  modelFile.vintageYear,
  dimensions.unitDimension,
  dimensions.subjectDimensions,
  facts.factCombine,
  facts.factWeight,
  facts.factImpute,
  indicators.subjectIndicators,
  indicators.indicatorOf,
  indicators.indicatorKeys,
  indicators.indicatorTo,
  indicators.indicatorOver,
  indicators.quantileP,
  indicators.estimatorImpute,
  surveys.needsGeography,
  surveys.frameKind,
  surveys.waveYearsTwice,
  surveys.segmentYears,
  surveys.segmentOverlap,
  surveys.segmentGap,
  surveys.segmentSubject,
  surveys.primaryTwice,
  design.designUnits,
  design.designSize,
  questions.questionYears,
  questions.wordingOrder,
  questions.minMax,
  questions.questionColumns,
  questions.columnYears,
  gives.unknownSubject,
  gives.unknownFact,
  gives.unknownDimension,
  gives.dimensionOfSubject,
  gives.unknownMember,
  gives.doubledGives,
  answers.optionUse,
  answers.optionMember,
  answers.optionKinds,
  answers.answerKind,
  answers.optionMissing,
  checks.checkRule,
  checks.checkKeys,
  checks.checkQuestion,
  checks.sumQuestion,
  checks.filterQuestion,
  checks.filterIs,
  files.missingFile,
  files.pathOutside,
  files.unexpectedFile,
  files.unknownSurvey,
  files.undeclaredWave,
  columns.missingColumn,
  columns.waveHeader,
  geography.unknownLevel,
  geography.areaText,
  geography.validYearsRule,
  geography.areaTwice,
  geography.unknownArea,
  geography.areaNotValid,
  geography.directChange,
  shares.shareRange,
  shares.shareSum,
  shares.memberDivided,
  shares.memberTwice,
  population.populationDimension,
  population.populationMember,
  population.populationPersons,
  population.populationTwice,
  population.populationWhole,
  population.populationLevel,
  published.publishedColumn,
  published.publishedIndicator,
  published.publishedMember,
  published.publishedValue,
  published.publishedArea,
  published.publishedTwice,
] as const satisfies readonly Rule[]
