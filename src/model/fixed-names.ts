/** The names that are there whatever the model says; an id whose generated name is one of these is refused. */
export const fixedNames = {
  /** GraphQL types of the fixed schema. Mutation and Subscription would be taken for roots. */
  types: [
    ...['Int', 'Float', 'String', 'Boolean', 'ID', 'Date', 'DateTime', 'IntList', 'FloatList', 'Rows', 'Records', 'Columnar'],
    ...['Query', 'Mutation', 'Subscription', 'Node', 'PageInfo', 'Warehouse', 'WarehouseCounts', 'Language'],
    ...['Release', 'ReleaseCounts', 'ReleaseChange', 'InputFile', 'LoadedWave', 'AcceptedRule', 'Revision'],
    ...['Area', 'AreaLevel', 'AreaChange', 'AreaPolicy', 'Answer', 'AnswerType', 'AnswerState', 'Estimator', 'ExportFormat'],
    ...['Indicator', 'IndicatorKind', 'IndicatorConnection', 'IndicatorEdge', 'Dimension', 'Member', 'PublishedFigure'],
    ...['Survey', 'Wave', 'WaveUnit', 'WaveUnitConnection', 'WaveUnitEdge', 'Segment', 'Question', 'Option', 'Wording', 'WordingLink', 'QuestionConnection', 'QuestionEdge'],
    ...['Series', 'Point', 'PointSource', 'PointDenominator', 'PointDenominatorKind', 'AskedQuestion', 'Interval', 'ObservationStatus', 'Trend', 'SeriesBreak', 'BreakKind', 'Transform', 'YearRange'],
    ...['Table', 'TableOrder', 'TableHaving', 'Column', 'ColumnType'],
  ],
  /** Fields of Query. */
  queryFields: [
    ...['warehouse', 'area', 'areas', 'indicators', 'indicator', 'dimensions', 'surveys', 'survey', 'questions'],
    ...['releases', 'release', 'node', 'nodes'],
  ],
  /** Fields of Area. */
  areaFields: ['id', 'code', 'name', 'level', 'vintage', 'parents', 'children', 'predecessors', 'successors', 'population', 'answers'],
  /** Fields of a subject's filter, of its series, and arguments of Area.population: each may have one per dimension. */
  dimensionFields: [
    ...['year', 'area', 'vintage', 'areaPolicy', 'acrossBreaks', 'survey'],
    ...['indicator', 'label', 'points', 'years', 'values', 'valueUnit', 'trend', 'breaks', 'clusterAreas', 'wordings', 'citation'],
  ],
  levels: ['country', 'size_group'],
  /** Columns of a table that are always there, `survey` among them as the built-in dimension, and the level of the area, which /odata has beside them. */
  tableColumns: ['year', 'date', 'area_level', 'area', 'area_name', 'survey', 'survey_label'],
  /** Parameters of /data. */
  parameters: [
    ...['indicators', 'by', 'at', 'year', 'date', 'area', 'area_name', 'vintage', 'area_policy', 'across_breaks', 'survey', 'language', 'dialect'],
    ...['order_by', 'having', 'transform', 'limit', 'offset', 'estimator', 'release', 'format'],
  ],
  factColumns: ['survey', 'year', 'unit'],
  unitColumns: [
    ...['survey', 'year', 'unit', 'code', 'in_frame', 'asked', 'responded', 'stratum', 'size', 'size_group', 'base_weight'],
    ...['cluster_1', 'cluster_2'],
  ],
  populationColumns: ['year', 'code', 'persons'],
  /** Words in `to:` of a ratio that are no facts. */
  denominators: ['population', 'size'],
  givesKeys: ['fact'],
} as const

/** What follows an indicator's id in the columns of a table. */
export const indicatorSuffixes = ['', '_se', '_lower', '_upper', '_n', '_status'] as const

/** What follows a subject's name in the GraphQL types made for it. */
export const subjectSuffixes = ['', 'Series', 'Filter', 'Indicator', 'Dimension'] as const
