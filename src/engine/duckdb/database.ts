import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { UserError } from '../../errors.ts';
import type { EngineOptions, Row } from '../engine.ts';
import { foldCase } from './column-names.ts';
import { duckdbDialect } from './dialect.ts';
import { toUserError } from './read-error.ts';
import { TemporaryDirectory } from './temporary-directory.ts';
import type { toRows } from './values.ts';

/** How often a statement that is to end is told so: an interrupt sent before it starts is lost. */
const INTERRUPT_MS = 10;

/** A second statement keeps the processors busy while this thread is, and runs beside one that uses a single thread. */
const CONNECTIONS = 2;

interface Parts {
  readonly instance: DuckDBInstance;
  readonly connections: readonly DuckDBConnection[];
  readonly directory: TemporaryDirectory;
  readonly toRows: typeof toRows;
}

/** An in-memory DuckDB. Statements start in the order they were given, as many at a time as there are connections. */
export class Database {
  readonly #parts: Parts;
  readonly #free: DuckDBConnection[];
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = [];
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;
  readonly #names = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#free = [...parts.connections];
  }

  /** @throws UserError for a limit that DuckDB cannot read. */
  static async open(options: EngineOptions = {}): Promise<Database> {
    // Imported here: it costs 100 ms that other commands shouldn't pay.
    const [{ api }, { toRows }] = await Promise.all([import('./api.ts'), import('./values.ts')]);
    const directory = await TemporaryDirectory.create();
    try {
      const instance = await api.DuckDBInstance.create(':memory:', settings(options, directory.path));
      const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => instance.connect()));
      const database = new Database({ instance, connections, directory, toRows });
      await prepare(database, options);
      return database;
    } catch (error) {
      directory.remove();
      throw error;
    }
  }

  /** A private folder that is removed with the database. */
  get temporaryDirectory(): string {
    return this.#parts.directory.path;
  }

  /** The wanted name for a table, or one with a number when that is taken; DuckDB ignores the case of ASCII letters. */
  unusedName(wanted: string): string {
    for (let i = 1; ; i++) {
      const name = i === 1 ? wanted : `${wanted} (${i})`;
      const key = foldCase(name);
      // Temporary tables, as the engine makes, hide others of their name.
      if (this.#names.has(key) || /^materialized_\d+$/.test(key)) continue;
      this.#names.add(key);
      return name;
    }
  }

  /** @throws the signal's reason when it is aborted before the statement has ended. */
  async run(text: string, signal?: AbortSignal): Promise<void> {
    await this.connected((connection) => connection.run(text), signal).catch((error) => Promise.reject(toUserError(error, text)));
  }

  /** Rows of the (last) statement; see `toRows` for how values look. Columns of one name are told apart as `a`, `a:1`. */
  async rows(text: string, signal?: AbortSignal): Promise<Row[]> {
    return this.connected(async (connection) => {
      const result = await connection.run(text);
      return this.#parts.toRows(await result.fetchAllChunks(), result.deduplicatedColumnNames());
    }, signal).catch((error) => Promise.reject(toUserError(error, text)));
  }

  /** `work` on a connection of its own, once one is free. */
  async connected<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const connection = this.#free.pop() ?? (await new Promise<DuckDBConnection>((resolve) => this.#waiting.push(resolve)));
    const turn = this.#worked(connection, work, signal);
    this.#running.add(turn);
    try {
      return await turn;
    } catch (error) {
      signal?.throwIfAborted();
      throw toUserError(error);
    } finally {
      this.#running.delete(turn);
      const next = this.#waiting.shift();
      if (next) next(connection);
      else this.#free.push(connection);
    }
  }

  async #worked<T>(
    connection: DuckDBConnection,
    work: (connection: DuckDBConnection) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    signal?.throwIfAborted();
    if (this.#closed) throw new Error('The database is closed');
    return interruptible(connection, () => work(connection), signal);
  }

  /** Ends the statements that run; those that wait then run. */
  interrupt(): void {
    if (!this.#closed) this.#interruptAll();
  }

  /** Ends the statements that run, refuses those that wait, and removes temporary files. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const timer = setInterval(() => this.#interruptAll(), INTERRUPT_MS);
    this.#interruptAll();
    while (this.#running.size) await Promise.allSettled(this.#running);
    clearInterval(timer);
    for (const connection of this.#parts.connections) connection.closeSync();
    this.#parts.instance.closeSync();
    this.#parts.directory.remove();
  }

  #interruptAll(): void {
    for (const connection of this.#parts.connections) connection.interrupt();
  }
}

async function interruptible<T>(
  connection: DuckDBConnection,
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return work();
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    timer = setInterval(() => connection.interrupt(), INTERRUPT_MS);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearInterval(timer);
  }
}

function settings({ extensionDirectory }: EngineOptions, temporaryDirectory: string): Record<string, string> {
  return {
    temp_directory: temporaryDirectory,
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    ...(extensionDirectory !== undefined && { extension_directory: extensionDirectory }),
  };
}

async function prepare(database: Database, { memoryLimit, threads }: EngineOptions): Promise<void> {
  await database.run(`SET GLOBAL TimeZone = 'UTC'`);
  if (memoryLimit !== undefined) {
    await database.run(`SET memory_limit = ${duckdbDialect.literal(memoryLimit)}`).catch((cause) => {
      throw new UserError(`"${memoryLimit}" is not a size of memory`, { hint: 'write it like --memory-limit 2GB', cause });
    });
  }
  if (threads !== undefined) {
    await database.run(`SET threads = ${duckdbDialect.literal(String(threads))}`).catch((cause) => {
      throw new UserError(`"${threads}" is not a number of threads`, { hint: 'write it like --threads 4', cause });
    });
  }
}
