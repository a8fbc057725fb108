import { userError } from '../src/errors.ts'
import { statusOf } from '../src/series/point.ts'
import { sourceOf } from '../src/series/source.ts'
import { dateOf } from '../src/series/table.ts'
import { addRevision, revisionsField } from './revision.ts'
import type { Kit } from './kit.ts'

const checkLevel = (level: number): number => {
  if (level > 0 && level < 1) return level
  throw userError(`interval.level: ${level} came; a level lies between 0 and 1, such as 0.95${level > 1 && level < 100 ? `; did you mean ${level / 100}?` : ''}`)
}

export const addPoint = (kit: Kit): void => {
  const { nodes, enums } = kit
  addRevision(kit)
  nodes.Interval.implement({
    description: 'A confidence interval, in the unit of the value.',
    fields: (t) => ({
      lower: t.exposeFloat('lower'),
      upper: t.exposeFloat('upper'),
      level: t.exposeFloat('level'),
      method: t.exposeString('method'),
    }),
  })
  nodes.Point.implement({
    description: 'One year of a series.',
    fields: (t) => ({
      year: t.exposeInt('year'),
      date: t.field({ type: 'Date', description: 'First day of the year.', resolve: ({ year }) => dateOf(year) }),
      value: t.exposeFloat('value', { nullable: true, description: 'In the unit of the indicator; null where missing, and the status says why. Never 0 for a missing answer.' }),
      status: t.field({ type: enums.ObservationStatus, description: 'The gravest of `flags`.', resolve: statusOf }),
      flags: t.field({ type: [enums.ObservationStatus], description: 'All that hold, gravest first; NORMAL where none does.', resolve: ({ flags }) => [...flags] }),
      standardError: t.exposeFloat('standardError', { nullable: true, description: 'Of the sampling and the missing answers, in the unit of the value; 0 where every unit answered, null where it cannot be estimated.' }),
      interval: t.field({
        type: nodes.Interval,
        nullable: true,
        description:
          'By the degrees of freedom of the area: t; logit of a share, Wilson where its variance is 0; Woodruff of a quantile. Null where there is no standard error.',
        args: { level: t.arg.float({ defaultValue: 0.95, description: 'Between 0 and 1.' }) },
        resolve: ({ interval }, { level }) => interval(checkLevel(level ?? 0.95)),
      }),
      degreesOfFreedom: t.exposeFloat('degreesOfFreedom', { nullable: true, description: 'Of the interval: units (or first-stage clusters) less strata, of those that lie in the area; null where nothing is estimated.' }),
      respondents: t.exposeInt('respondents', { description: 'Units that answered.' }),
      frame: t.exposeInt('frame', { nullable: true, description: 'Units that should have answered; null without a frame.' }),
      imputedShare: t.exposeFloat('imputedShare', { description: 'Share of the value that comes from imputed units, 0 to 1.' }),
      allocatedShare: t.exposeFloat('allocatedShare', { description: 'Share of the value that comes from units divided between areas, 0 to 1.' }),
      source: t.field({
        type: nodes.PointSource,
        nullable: true,
        description: 'Where it comes from; null where no survey answers.',
        resolve: (point) => sourceOf(point.of.series, point),
      }),
      revisions: revisionsField(t, kit),
      breakBefore: t.exposeBoolean('breakBefore', { description: 'True where this year may not be compared with the one before.' }),
    }),
  })
}
