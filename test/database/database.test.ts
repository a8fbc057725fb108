import { pbkdf2 } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../src/database/database.ts'
import { bind, sql, type Sql } from '../../src/database/sql.ts'
import { createWriter } from '../../src/database/writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'database-'))
const file = join(folder, 'small.duckdb')
const note = join(folder, 'note.csv')

/** Text that no template of the program would hold. */
const raw = (text: string): Sql => ({ text: [text], parameters: [] })
// Minutes of work: every pair of two million numbers.
const endless = sql`select count(*) from range(2000000) a(x), range(2000000) b(y) where (a.x * 7 + b.y) % 1000003 = 5`
const quick = sql`select sum(x)::double from number`

let database: Database
beforeAll(async () => {
  writeFileSync(note, 'a,b\n1,2\n')
  const writer = await createWriter(file)
  await writer.script(
    `create type colour as enum ('red', 'green');
     create table number as select range::integer as x from range(1000);
     create table thing as select 'green'::colour as colour, null::integer as nothing, true as yes, 1.50::decimal(18, 2) as price`,
  )
  await writer.close()
  database = await openDatabase(file, { connections: 2, queue: 4, timeoutMs: 20_000 })
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const milliseconds = async (run: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await run()
  return performance.now() - start
}

describe('a result', () => {
  test('is columns: numbers, words and yes or no as they are, null where missing', async () => {
    const { names, values, rowCount } = await database.all(sql`select colour, nothing, yes, price::double as price from thing`)
    expect({ names, values, rowCount }).toEqual({
      names: ['colour', 'nothing', 'yes', 'price'],
      values: [['green'], [null], [true], [1.5]],
      rowCount: 1,
    })
  })

  test('without rows has its columns still', async () => {
    expect(await database.all(sql`select x from number where x < 0`)).toEqual({ names: ['x'], values: [[]], rowCount: 0 })
  })

  test('comes over connections that are used again', async () => {
    const connection = async () => (await database.all(sql`select current_connection_id()::integer`)).values[0]?.[0]
    expect(await connection()).toBe(await connection())
  })

  test('of more rows than one chunk has them all, in order', async () => {
    const { values, rowCount } = await database.all(sql`select range::integer as x from range(${bind('integer', 10_000)})`)
    expect(rowCount).toBe(10_000)
    expect(values[0]?.every((value, index) => value === index)).toBe(true)
  })
})

describe('a statement that takes too long', () => {
  test('is stopped at its time limit, says so, and the connection serves the next', async () => {
    const time = await milliseconds(() =>
      expect(database.all(endless, { timeoutMs: 200 })).rejects.toMatchObject({
        code: 'TIMEOUT',
        message: expect.stringContaining('0.2 seconds'),
      }),
    )
    expect(time).toBeGreaterThanOrEqual(190)
    expect(time).toBeLessThan(5000)
    expect((await database.all(quick)).values).toEqual([[499500]])
    expect(database.load()).toEqual({ running: 0, waiting: 0 })
  })

  test('is stopped when its client leaves, and its place is free', async () => {
    const client = new AbortController()
    const answer = expect(database.all(endless, { signal: client.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    setTimeout(() => client.abort(), 50)
    expect(await milliseconds(() => answer)).toBeLessThan(5000)
    expect(database.load().running).toBe(0)
    expect((await database.all(quick)).rowCount).toBe(1)
  })

  test('is stopped also when the client leaves at once, before it has begun', async () => {
    for (let round = 0; round < 5; round += 1) {
      const client = new AbortController()
      const answer = expect(database.all(endless, { signal: client.signal })).rejects.toMatchObject({ code: 'ABORTED' })
      client.abort()
      expect(await milliseconds(() => answer)).toBeLessThan(5000)
    }
    expect(database.load()).toEqual({ running: 0, waiting: 0 })
  })

  test('is stopped also when the client leaves while the statement waits for a thread, where one interrupt would be lost', async () => {
    // As many tasks as libuv has threads, so that the statement is sent and not begun when its client leaves.
    const busy = Array.from({ length: 4 }, () => promisify(pbkdf2)('word', 'salt', 400_000, 64, 'sha512'))
    const client = new AbortController()
    const answer = expect(database.all(endless, { signal: client.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    setImmediate(() => client.abort())
    expect(await milliseconds(() => answer)).toBeLessThan(10_000)
    await Promise.all(busy)
  })

  test('whose client has left before is not run', async () => {
    await expect(database.all(endless, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' })
  })

  test('holds up nobody but those behind it', async () => {
    const client = new AbortController()
    const slow = expect(database.all(endless, { signal: client.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    expect((await database.all(quick)).rowCount).toBe(1) // the second connection
    client.abort()
    await slow
  })

  test('one that runs and one that waits are told apart by the load, and beyond the queue there is no place', async () => {
    const clients = Array.from({ length: 6 }, () => new AbortController())
    const answers = clients.map(({ signal }) => expect(database.all(endless, { signal })).rejects.toMatchObject({ code: 'ABORTED' }))
    expect(database.load()).toEqual({ running: 2, waiting: 4 })
    await expect(database.all(quick)).rejects.toMatchObject({ code: 'OVERLOADED' })
    for (const client of clients) client.abort()
    await Promise.all(answers)
    expect(database.load()).toEqual({ running: 0, waiting: 0 })
    expect((await database.all(quick)).rowCount).toBe(1)
  })
})

describe('a statement that fails', () => {
  test('gives DuckDB’s error and its place back', async () => {
    await expect(database.all(raw('select nothing_like_it from number'))).rejects.toThrow(/nothing_like_it/)
    await expect(database.all(raw('selec'))).rejects.toThrow()
    expect(database.load()).toEqual({ running: 0, waiting: 0 })
    expect((await database.all(quick)).rowCount).toBe(1)
  })

  test('for want of memory says so', async () => {
    const small = await openDatabase(file, { memory: '20MB', threads: 1 })
    try {
      await expect(
        small.all(sql`select count(distinct md5(x::varchar) || md5((x + 1)::varchar)) from range(3000000) t(x)`),
      ).rejects.toMatchObject({ code: 'MEMORY' })
    } finally {
      await small.close()
    }
  })
})

describe('an open release is locked', () => {
  const copied = join(folder, 'out.csv')
  test.each([
    ['written to', 'insert into number values (1)'],
    ['changed', 'create table other as select 1'],
    ['dropped', 'drop table number'],
    ['copied to a file', `copy number to '${copied}'`],
    ['exported', `export database '${join(folder, 'export')}'`],
    ['made to read a file', `select * from read_csv('${note}')`],
    ['made to read a file by its name', `select * from '${note}'`],
    ['made to read text', `select * from read_text('${note}')`],
    ['made to read any file of the machine', "select * from read_blob('/etc/passwd')"],
    ['made to list files', `select * from glob('${folder}/*')`],
    ['made to open another database', `attach '${join(folder, 'other.duckdb')}'`],
    ['made to open itself for writing', `attach '${file}' as again (read_only false)`],
    ['given an extension', 'install httpfs'],
    ['made to load an extension', "load 'spatial'"],
    ['set', 'set threads = 64'],
    ['set to reach out', 'set enable_external_access = true'],
    ['set by a pragma', "pragma memory_limit = '64GB'"],
    ['unlocked', 'set lock_configuration = false'],
    ['reset', 'reset memory_limit'],
  ])('it cannot be %s', async (_, text) => {
    await expect(database.all(raw(text))).rejects.toThrow(
      /read-only mode|disabled by configuration|disabled through configuration|configuration has been locked|already attached/,
    )
    expect(existsSync(copied)).toBe(false)
    expect((await database.all(quick)).values).toEqual([[499500]])
  })

  test('a second reader may open it', async () => {
    const other = await openDatabase(file)
    expect((await other.all(quick)).values).toEqual([[499500]])
    await other.close()
  })
})

test('closing waits for what runs', async () => {
  const other = await openDatabase(file)
  const answer = other.all(sql`select count(*)::double from range(3000000) a(x) where md5(x::varchar) < '8'`)
  await other.close()
  expect((await answer).rowCount).toBe(1)
})
