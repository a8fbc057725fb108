import type { Nodes } from './nodes.ts'

export const addTrend = (nodes: Nodes): void => {
  nodes.Trend.implement({
    description: 'How a series moves, in units of the indicator a year.',
    fields: (t) => ({
      from: t.exposeInt('from', { description: 'First year used.' }),
      to: t.exposeInt('to', { description: 'Last year used.' }),
      points: t.exposeInt('points', { description: 'Years with a value.' }),
      slope: t.float({ description: 'Of the least-squares line.', resolve: ({ leastSquares }) => leastSquares.slope }),
      slopeStandardError: t.float({ description: 'From the distance of the points to the line, n - 2 degrees of freedom; not the sampling error.', resolve: ({ leastSquares }) => leastSquares.standardError }),
      slopeDesignError: t.float({
        nullable: true,
        description: 'Of the slope, by sampling and missing answers alone: is it more than noise? 0 where every unit answered; null where a point has none.',
        resolve: ({ designError }) => designError,
      }),
      senSlope: t.float({ description: 'Median of the slopes between all pairs of years.', resolve: ({ theilSen }) => theilSen.slope }),
      mannKendallS: t.int({ description: 'Rises minus falls over all pairs of years.', resolve: ({ mannKendall }) => mannKendall.s }),
      mannKendallTau: t.float({ description: 'Kendall’s tau b.', resolve: ({ mannKendall }) => mannKendall.tau }),
      mannKendallP: t.float({ description: 'Two-sided p of no trend: exact without ties, else the normal approximation.', resolve: ({ mannKendall }) => mannKendall.p }),
    }),
  })
}
