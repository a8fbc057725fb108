import type { Audience } from '../disclosure/gate.ts'
import type { Warehouse } from '../query/warehouse.ts'
import { answersLoader } from './answers.ts'
import { estimatesLoader } from './estimates.ts'
import { populationLoader } from './population.ts'
import type { Reader } from './reader.ts'
import { unitsLoader } from './units.ts'

/** The loaders of one request, of one audience, over one release. */
export const createLoaders = (warehouse: Warehouse, reader: Reader, audience: Audience) => ({
  estimates: estimatesLoader(warehouse, reader, audience),
  population: populationLoader(warehouse, reader),
  answers: answersLoader(warehouse, reader),
  units: unitsLoader(reader),
})
export type Loaders = ReturnType<typeof createLoaders>
