import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { select, type Columns } from './database.ts'
import { identifier, sql, textOf, type Sql } from './sql.ts'

/** A connection to a database being built: one statement at a time, temporary tables of its own. Nobody else may have the file open. */
export type Writer = {
  run(statement: Sql): Promise<void>
  /** Several statements of a whole .sql file. */
  script(text: string): Promise<void>
  all(statement: Sql): Promise<Columns>
  /** Writes the rows of a statement without parameters to a Parquet file. */
  copy(statement: Sql, path: string): Promise<void>
  /** The name by which statements know another database file, which is opened for reading. */
  attached(path: string): Promise<Sql>
  /** Another connection, for what can be done meanwhile; it sees what is committed. To be closed first. */
  beside(): Promise<Writer>
  /** Of the last connection: moves everything out of the write-ahead log and closes the file. */
  close(): Promise<void>
}

/** `path`: a new file, or `:memory:`. What does not fit in `memory` goes to files beside it; the process takes up to twice as much, and more for its own data. */
export const createWriter = async (path: string, settings: { threads?: number; memory?: string } = {}): Promise<Writer> => {
  const instance = await DuckDBInstance.create(path, {
    threads: String(settings.threads ?? 2),
    memory_limit: settings.memory ?? '700MB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  return writerOn(instance, async (connection) => {
    if (path !== ':memory:') await connection.run('checkpoint')
    connection.closeSync()
    instance.closeSync()
  })
}

const writerOn = async (instance: DuckDBInstance, close: (connection: DuckDBConnection) => Promise<void>): Promise<Writer> => {
  const connection = await instance.connect()
  const others = new Map<string, Sql>()
  return {
    run: async (statement) => {
      await connection.run(textOf(statement), statement.parameters.map((parameter) => parameter.value))
    },
    script: async (text) => {
      const statements = await connection.extractStatements(text)
      for (let index = 0; index < statements.count; index += 1) {
        const statement = await statements.prepare(index)
        try {
          await statement.run()
        } finally {
          statement.destroySync() // until then it keeps its hash tables
        }
      }
    },
    all: (statement) => select(connection, statement),
    copy: async (statement, file) => void (await connection.run(`copy (${textOf(statement)}) to '${file.replaceAll("'", "''")}' (format parquet)`)),
    attached: async (other) => {
      const known = others.get(other)
      if (known) return known
      const name = identifier(`other_${others.size + 1}`)
      await connection.run(`attach '${other.replaceAll("'", "''")}' as ${textOf(name)} (read_only)`)
      others.set(other, name)
      return name
    },
    beside: () => writerOn(instance, async (other) => other.closeSync()),
    close: () => close(connection),
  }
}

/** Version of DuckDB, such as v1.5.0. */
export const databaseVersion = async (): Promise<string> => {
  const writer = await createWriter(':memory:')
  try {
    const { values } = await writer.all(sql`select version()`)
    return String(values[0]?.[0])
  } finally {
    await writer.close()
  }
}
