import { readConfig } from '../../src/config.ts'
import { serve, type Served } from '../../src/server/serve.ts'
import { createWarehouseEndpoint } from '../../src/server/warehouse-endpoint.ts'
import { openLibraries, type Libraries } from './libraries-world.ts'

/** A server over a data directory, on a free port of 127.0.0.1. */
export const serveData = async (data: string, environment: Record<string, string> = {}): Promise<Served> => {
  const config = readConfig({ data, port: 0, logLevel: 'silent' }, environment)
  return serve(await createWarehouseEndpoint(data, config), config)
}

/** The libraries, and a server over them. */
export const serveLibraries = async (): Promise<{ world: Libraries; url: string; close: () => Promise<void> }> => {
  const world = await openLibraries()
  const served = await serveData(world.data)
  return {
    world,
    url: served.url,
    close: async () => {
      await served.close()
      await world.close()
    },
  }
}
