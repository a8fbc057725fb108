import type { Area } from '../src/geography/geography.ts'
import type { Dimension, Indicator, Member, Question, Subject, Survey, Wording, Segment, PublishedFigure } from '../src/model/model.ts'
import type { Answer } from '../src/loaders/answers.ts'
import type { Warehouse, Wave } from '../src/query/warehouse.ts'
import type { SeriesBreak } from '../src/series/breaks.ts'
import type { Column } from '../src/series/column.ts'
import type { Point } from '../src/series/point.ts'
import type { Interval } from '../src/series/uncertainty.ts'
import type { Series } from '../src/series/series.ts'
import type { PointDenominator, PointSource } from '../src/series/source.ts'
import type { AskedSeries } from '../src/revision/earlier-points.ts'
import type { Revision } from '../src/revision/revisions.ts'
import type { AskedQuestion } from '../src/series/wording.ts'
import type { Trend } from '../src/series/trend.ts'
import type { Table } from '../src/series/table.ts'
import type { AreaChange } from '../src/geography/history.ts'
import type { Builder } from './builder.ts'
import type { ReleaseSummary } from './context.ts'

/** What stands behind each type: a noun of the model or of a release, with the release it was read from. */
export type In<T> = T & { readonly warehouse: Warehouse }
export type AreaNode = In<{ readonly area: Area }>
export type IndicatorNode = In<{ readonly subject: Subject; readonly indicator: Indicator }>
export type DimensionNode = In<{ readonly dimension: Dimension }>
export type MemberNode = In<{ readonly dimension: string; readonly id: string; readonly member: Member | null }>
export type SurveyNode = In<{ readonly survey: Survey }>
export type WaveNode = In<{ readonly wave: Wave }>
export type UnitNode = In<{ readonly wave: Wave; readonly code: string }>
export type QuestionNode = In<{ readonly survey: Survey; readonly question: Question }>
export type OptionNode = In<{ readonly question: Question; readonly code: string }>
export type AnswerNode = In<{ readonly answer: Answer; readonly survey: Survey; readonly question: Question; readonly hidden: boolean }>
export type SeriesNode = { readonly series: Series; readonly by: readonly string[] }
/** A point beside the series it is of, as that was asked for and answered. */
export type PointNode = Point & { readonly of: AskedSeries }
export type TableNode = { readonly table: Table; readonly warehouse: Warehouse; readonly language: string; readonly address: (format: string) => string; readonly citation: (language: string) => string }

export const createNodes = (builder: Builder) => ({
  Area: builder.objectRef<AreaNode>('Area'),
  AreaChange: builder.objectRef<AreaChange>('AreaChange'),
  Answer: builder.objectRef<AnswerNode>('Answer'),
  Indicator: builder.objectRef<IndicatorNode>('Indicator'),
  PublishedFigure: builder.objectRef<In<{ readonly figure: PublishedFigure }>>('PublishedFigure'),
  Dimension: builder.objectRef<DimensionNode>('Dimension'),
  Member: builder.objectRef<MemberNode>('Member'),
  Survey: builder.objectRef<SurveyNode>('Survey'),
  Segment: builder.objectRef<Segment>('Segment'),
  Wave: builder.objectRef<WaveNode>('Wave'),
  WaveUnit: builder.objectRef<UnitNode>('WaveUnit'),
  Question: builder.objectRef<QuestionNode>('Question'),
  Option: builder.objectRef<OptionNode>('Option'),
  Wording: builder.objectRef<Wording>('Wording'),
  Release: builder.objectRef<ReleaseSummary>('Release'),
  Warehouse: builder.objectRef<Warehouse>('Warehouse'),
  Series: builder.interfaceRef<SeriesNode>('Series'),
  Trend: builder.objectRef<Trend>('Trend'),
  SeriesBreak: builder.objectRef<SeriesBreak>('SeriesBreak'),
  Point: builder.objectRef<PointNode>('Point'),
  Revision: builder.objectRef<Revision>('Revision'),
  PointSource: builder.objectRef<PointSource>('PointSource'),
  PointDenominator: builder.objectRef<In<PointDenominator>>('PointDenominator'),
  AskedQuestion: builder.objectRef<In<AskedQuestion>>('AskedQuestion'),
  Interval: builder.objectRef<Interval>('Interval'),
  Table: builder.objectRef<TableNode>('Table'),
  Column: builder.objectRef<In<{ readonly column: Column; readonly language: string }>>('Column'),
})
export type Nodes = ReturnType<typeof createNodes>
