/** What one run took: milliseconds on the clock, and of all cores together. */
export type Taken = { readonly wall: number; readonly cpu: number }
export type Spread = { readonly low: number; readonly median: number; readonly high: number }
/** Two ways to the same numbers, run in turns; the ratios are those of neighbouring runs, so that a busy machine slows both. */
export type Comparison = {
  readonly rounds: number
  readonly ours: Taken
  readonly peer: Taken
  readonly wallRatio: Spread
  readonly cpuRatio: number
}

const quantile = (values: readonly number[], p: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? NaN
}
export const median = (values: readonly number[]): number => quantile(values, 0.5)
const spread = (values: readonly number[]): Spread => ({ low: quantile(values, 0.25), median: median(values), high: quantile(values, 0.75) })
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

export const timed = async (run: () => Promise<unknown>): Promise<Taken> => {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await run()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1000 }
}

/** Median time and mean CPU of so many runs of each, A B B A A B …, after three of each that do not count. */
export const compare = async (ours: () => Promise<unknown>, peer: () => Promise<unknown>, rounds: number): Promise<Comparison> => {
  const runs: { ours: Taken; peer: Taken }[] = []
  for (let round = -3; round < rounds; round += 1) {
    const oursFirst = round % 2 === 0
    const first = await timed(oursFirst ? ours : peer)
    const second = await timed(oursFirst ? peer : ours)
    if (round >= 0) runs.push(oursFirst ? { ours: first, peer: second } : { ours: second, peer: first })
  }
  const of = (side: 'ours' | 'peer'): Taken => ({ wall: median(runs.map((run) => run[side].wall)), cpu: mean(runs.map((run) => run[side].cpu)) })
  const [a, b] = [of('ours'), of('peer')]
  return { rounds, ours: a, peer: b, wallRatio: spread(runs.map((run) => run.ours.wall / run.peer.wall)), cpuRatio: a.cpu / b.cpu }
}
