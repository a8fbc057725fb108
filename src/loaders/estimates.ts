import DataLoader from 'dataloader' // MIT, the reference implementation
import { merge, shapeOf, withWholeLevels, type Plan } from '../query/plan.ts'
import type { Audience } from '../disclosure/gate.ts'
import { nothingHidden, readSuppression, type GuardedEstimates } from '../disclosure/suppression.ts'
import { run } from '../query/run.ts'
import type { Warehouse } from '../query/warehouse.ts'
import type { Reader } from './reader.ts'

/** Plans of one tick that have the same shape become one statement; areas, indicators and years may differ. */
export const estimatesLoader = (warehouse: Warehouse, reader: Reader, audience: Audience) =>
  new DataLoader<Plan, GuardedEstimates>(
    async (plans): Promise<GuardedEstimates[]> => {
      const groups = new Map<string, Plan[]>()
      for (const plan of plans) {
        const shape = shapeOf(plan)
        const group = groups.get(shape)
        if (group) group.push(plan)
        else groups.set(shape, [plan])
      }
      const answers = new Map(
        await Promise.all(
          [...groups].map(async ([shape, group]) => {
            const plan = withWholeLevels(merge(group), warehouse.geography)
            const empty = plan.waves.length === 0 || plan.places.length === 0
            if (empty) return [shape, nothing] as const
            reader.spend({ cellsScanned: cellsOf(warehouse, plan) })
            const [estimates, suppression] = await Promise.all([run(warehouse, plan, reader.all), readSuppression(warehouse, plan, reader.all, audience)])
            return [shape, { ...estimates, suppression }] as const
          }),
        ),
      )
      return plans.map((plan) => answers.get(shapeOf(plan)) ?? nothing)
    },
    { cache: false },
  )

const nothing: GuardedEstimates = { suppression: nothingHidden, estimates: () => () => undefined, bases: () => () => undefined, covariances: () => () => 0 }

/** Stored values a plan reads at most: the subject's rows of its waves, once per measure. */
const cellsOf = ({ facts, waves }: Warehouse, { subject, measures, waves: wanted }: Plan): number =>
  (facts(subject.id).rows * measures.length * Math.min(wanted.length, waves.length)) / Math.max(1, waves.length)
