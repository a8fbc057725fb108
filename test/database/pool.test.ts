import { describe, expect, test } from 'vitest'
import { createPool } from '../../src/database/pool.ts'

/** A task that ends when told to. */
const task = () => {
  let end: (value: string) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const done = new Promise<string>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  let started = false
  const run = () => {
    started = true
    return done
  }
  return { run, end, fail, started: () => started }
}
/** Lets everything that waits for a promise already settled run. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('a pool', () => {
  test('runs as many at a time as it is large, the others in the order they came', async () => {
    const pool = createPool(2, 10)
    const tasks = [task(), task(), task(), task()]
    const answers = tasks.map(({ run }) => pool.run(run))
    await settle()
    expect(tasks.map(({ started }) => started())).toEqual([true, true, false, false])
    expect(pool.load()).toEqual({ running: 2, waiting: 2 })
    tasks[1]?.end('b')
    await settle()
    expect(tasks.map(({ started }) => started())).toEqual([true, true, true, false])
    for (const [index, one] of tasks.entries()) one.end(String(index))
    expect(await Promise.all(answers)).toEqual(['0', 'b', '2', '3'])
    expect(pool.load()).toEqual({ running: 0, waiting: 0 })
  })

  test('never runs more than it is large, however tasks come and go', async () => {
    const pool = createPool(3, 1000)
    let running = 0
    let most = 0
    const one = async () => {
      running += 1
      most = Math.max(most, running)
      await settle()
      running -= 1
    }
    await Promise.all(Array.from({ length: 100 }, () => pool.run(one).then(() => pool.run(one))))
    expect(most).toBe(3)
    expect(pool.load()).toEqual({ running: 0, waiting: 0 })
  })

  test('refuses more than may wait, and says how many there are', async () => {
    const pool = createPool(1, 2)
    const tasks = [task(), task(), task(), task()]
    const answers = tasks.slice(0, 3).map(({ run }) => pool.run(run))
    await expect(pool.run(tasks[3]!.run)).rejects.toMatchObject({
      code: 'OVERLOADED',
      message: expect.stringContaining('1 statements run and 2 wait'),
    })
    expect(tasks[3]?.started()).toBe(false)
    for (const one of tasks) one.end('')
    await Promise.all(answers)
    expect(await pool.run(() => Promise.resolve('again'))).toBe('again')
  })

  test('a task that fails gives its place to the next', async () => {
    const pool = createPool(1, 2)
    const broken = task()
    const answer = pool.run(broken.run)
    const next = pool.run(() => Promise.resolve('next'))
    broken.fail(new Error('broken'))
    await expect(answer).rejects.toThrow('broken')
    expect(await next).toBe('next')
    await expect(pool.run(() => Promise.reject(new Error('again')))).rejects.toThrow('again')
    expect(pool.load()).toEqual({ running: 0, waiting: 0 })
  })

  test('one whose client leaves while it waits leaves the queue and never runs', async () => {
    const pool = createPool(1, 2)
    const [running, leaving, staying] = [task(), task(), task()]
    const client = new AbortController()
    const answers = [pool.run(running.run), pool.run(staying.run)]
    const left = pool.run(leaving.run, client.signal)
    expect(pool.load().waiting).toBe(2)
    client.abort()
    await expect(left).rejects.toMatchObject({ code: 'ABORTED' })
    expect(pool.load()).toEqual({ running: 1, waiting: 1 })
    running.end('')
    staying.end('')
    await Promise.all(answers)
    expect(leaving.started()).toBe(false)
    expect(pool.load()).toEqual({ running: 0, waiting: 0 })
  })

  test('a client that leaves when its task has begun takes nobody else’s place', async () => {
    const pool = createPool(1, 5)
    const [first, second] = [task(), task()]
    const client = new AbortController()
    const answers = [pool.run(first.run), pool.run(second.run, client.signal)]
    first.end('first')
    await settle()
    expect(second.started()).toBe(true)
    const third = pool.run(() => Promise.resolve('third'))
    client.abort()
    expect(pool.load()).toEqual({ running: 1, waiting: 1 })
    second.end('second')
    expect(await Promise.all([...answers, third])).toEqual(['first', 'second', 'third'])
  })

  test('a client that left before it came does not wait', async () => {
    const pool = createPool(1, 5)
    const running = task()
    const answer = pool.run(running.run)
    const gone = task()
    const left = pool.run(gone.run, AbortSignal.abort())
    await expect(left).rejects.toMatchObject({ code: 'ABORTED' })
    running.end('')
    await answer
    await settle()
    expect(gone.started()).toBe(false)
  })
})
