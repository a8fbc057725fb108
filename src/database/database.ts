import { DuckDBInstance, JSDuckDBValueConverter, type DuckDBConnection, type DuckDBResult } from '@duckdb/node-api' // MIT, the maintained client of DuckDB itself
import { DatabaseFailure } from './failure.ts'
import { createPool } from './pool.ts'
import { textOf, type Sql } from './sql.ts'

/** A result as columns: same order as selected, numbers as number or bigint, enums as text, null where missing. */
export type Columns = { readonly names: readonly string[]; readonly values: readonly (readonly unknown[])[]; readonly rowCount: number }
export type StatementLimits = { readonly signal?: AbortSignal; readonly timeoutMs?: number }

/** An immutable release, open for reading. Throws DatabaseFailure (queue, time, memory, client gone) or DuckDB's error. */
export type Database = {
  all(statement: Sql, limits?: StatementLimits): Promise<Columns>
  load(): { running: number; waiting: number }
  /** Waits for running statements. */
  close(): Promise<void>
}
export type DatabaseSettings = {
  readonly threads?: number
  readonly memory?: string
  readonly connections?: number
  readonly queue?: number
  readonly timeoutMs?: number
}

const interruptEveryMs = 25

export const openDatabase = async (path: string, settings: DatabaseSettings = {}): Promise<Database> => {
  const instance = await DuckDBInstance.create(path, {
    access_mode: 'READ_ONLY',
    threads: String(settings.threads ?? 2),
    memory_limit: settings.memory ?? '4GB',
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    enable_external_access: 'false', // after temp_directory: the other way round DuckDB refuses to open
    lock_configuration: 'true',
  })
  const pool = createPool(settings.connections ?? 4, settings.queue ?? 256)
  const idle: DuckDBConnection[] = []
  const running = new Set<Promise<unknown>>()

  const all = (statement: Sql, limits: StatementLimits = {}): Promise<Columns> => {
    const task = pool.run(async () => {
      const connection = idle.pop() ?? (await instance.connect())
      try {
        return await read(connection, statement, { timeoutMs: settings.timeoutMs ?? 30_000, ...limits })
      } finally {
        idle.push(connection)
      }
    }, limits.signal)
    const settled = task.catch(() => undefined).finally(() => running.delete(settled))
    running.add(settled)
    return task
  }

  return {
    all,
    load: pool.load,
    close: async () => {
      await Promise.all(running)
      for (const connection of idle) connection.closeSync()
      instance.closeSync()
    },
  }
}

/** Runs one statement; on the deadline or an abort, interrupts until it has ended (one sent too early is lost by the driver). */
const read = async (connection: DuckDBConnection, statement: Sql, limits: StatementLimits & { timeoutMs: number }): Promise<Columns> => {
  if (limits.signal?.aborted) throw new DatabaseFailure('ABORTED', 'the client went away before the statement ran')
  let stopped: DatabaseFailure | undefined
  let again: NodeJS.Timeout | undefined
  const stop = (reason: DatabaseFailure) => {
    stopped ??= reason
    connection.interrupt()
    again = setTimeout(() => stop(reason), interruptEveryMs)
  }
  const deadline = setTimeout(
    () => stop(new DatabaseFailure('TIMEOUT', `a statement ran longer than the limit of ${limits.timeoutMs / 1000} seconds`)),
    limits.timeoutMs,
  )
  const abort = () => stop(new DatabaseFailure('ABORTED', 'the client went away'))
  limits.signal?.addEventListener('abort', abort, { once: true })
  try {
    return await selectStreamed(connection, statement)
  } catch (error) {
    if (stopped) throw stopped
    if (error instanceof Error && /^Out of Memory Error/.test(error.message))
      throw new DatabaseFailure('MEMORY', 'the query needs more memory than one query may use; ask for fewer years, areas or dimensions')
    throw error
  } finally {
    clearTimeout(deadline)
    clearTimeout(again)
    limits.signal?.removeEventListener('abort', abort)
  }
}

export const select = async (connection: DuckDBConnection, statement: Sql): Promise<Columns> =>
  columnsOf(await connection.run(textOf(statement), statement.parameters.map((parameter) => parameter.value)))

/** The same while the statement still runs: what DuckDB found is not held beside what was made of it. */
const selectStreamed = async (connection: DuckDBConnection, statement: Sql): Promise<Columns> =>
  columnsOf(await connection.stream(textOf(statement), statement.parameters.map((parameter) => parameter.value)))

/** Texts of a result that are kept once, however often they come. */
const mostKept = 20_000

const columnsOf = async (result: DuckDBResult): Promise<Columns> => {
  const names = result.deduplicatedColumnNames()
  const values = names.map((): unknown[] => [])
  const kept = new Map<string, string>()
  const once = (text: string): string => {
    const known = kept.get(text)
    if (known === undefined && kept.size < mostKept) kept.set(text, text)
    return known ?? text
  }
  let rowCount = 0
  for await (const chunk of result) {
    rowCount += chunk.rowCount
    for (const [at, column] of values.entries())
      chunk.visitColumnValues(at, (value, _row, _column, type) => {
        if (typeof value === 'number') column.push(value)
        else if (typeof value === 'string') column.push(once(value))
        else column.push(JSDuckDBValueConverter(value, type, JSDuckDBValueConverter))
      })
  }
  return { names, values, rowCount }
}
