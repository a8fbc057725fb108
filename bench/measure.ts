/** What one run took: milliseconds on the clock, and of all cores together. */
export type Taken = { readonly wall: number; readonly cpu: number }
export type Spread = { readonly low: number; readonly median: number; readonly high: number }
/** Two ways to the same numbers, run in turns; the ratios are those of neighbouring runs, so that a busy machine slows both. */
export type Comparison = {
  readonly rounds: number
  readonly ours: Taken
  readonly peer: Taken
  readonly wallRatio: Spread
  readonly cpuRatio: Spread
}

const quantile = (values: readonly number[], p: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? NaN
}
export const median = (values: readonly number[]): number => quantile(values, 0.5)
const spread = (values: readonly number[]): Spread =>
  ({ low: quantile(values, 0.25), median: median(values), high: quantile(values, 0.75) })

export const timed = async (run: () => Promise<unknown>): Promise<Taken> => {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await run()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1000 }
}

const warmUp = 3
const fewest = 5
const longestMs = 60_000

/** Runs that count: so many, or fewer where they take longer than a minute; the first ones, which warm up, are left out. */
export const timings = async <T>(rounds: number, run: (round: number) => Promise<T>): Promise<readonly T[]> => {
  const results: T[] = []
  const start = performance.now()
  for (let round = -warmUp; round < rounds; round += 1) {
    const result = await run(round)
    if (round >= 0) results.push(result)
    if (results.length >= fewest && performance.now() - start > longestMs) break
  }
  return results
}

/** Medians of so many runs of each, A B B A A B … */
export const compare = async (ours: () => Promise<unknown>, peer: () => Promise<unknown>, rounds: number): Promise<Comparison> => {
  const runs = await timings(rounds, async (round) => {
    const oursFirst = round % 2 === 0
    const first = await timed(oursFirst ? ours : peer)
    const second = await timed(oursFirst ? peer : ours)
    return oursFirst ? { ours: first, peer: second } : { ours: second, peer: first }
  })
  const of = (side: 'ours' | 'peer'): Taken => ({
    wall: median(runs.map((run) => run[side].wall)),
    cpu: median(runs.map((run) => run[side].cpu)),
  })
  return {
    rounds: runs.length,
    ours: of('ours'),
    peer: of('peer'),
    wallRatio: spread(runs.map((run) => run.ours.wall / run.peer.wall)),
    cpuRatio: spread(runs.map((run) => run.ours.cpu / run.peer.cpu)),
  }
}
