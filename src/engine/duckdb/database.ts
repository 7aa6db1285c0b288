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

interface Parts {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  readonly directory: TemporaryDirectory;
  readonly toRows: typeof toRows;
}

/** An in-memory DuckDB; statements run one after the other, in the order they were given. */
export class Database {
  readonly connection: DuckDBConnection;
  readonly #parts: Parts;
  readonly #others: DuckDBConnection[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  readonly #names = new Set<string>();

  constructor(parts: Parts) {
    this.connection = parts.connection;
    this.#parts = parts;
  }

  /** @throws UserError for a limit that DuckDB cannot read. */
  static async open(options: EngineOptions = {}): Promise<Database> {
    // Imported here: it costs 100 ms that other commands shouldn't pay.
    const [{ api }, { toRows }] = await Promise.all([import('./api.ts'), import('./values.ts')]);
    const directory = await TemporaryDirectory.create();
    try {
      const instance = await api.DuckDBInstance.create(':memory:', settings(options, directory.path));
      const database = new Database({ instance, connection: await connect(instance), directory, toRows });
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
      // Names of tables that the engine makes.
      if (this.#names.has(key) || /^materialized_\d+$/.test(key)) continue;
      this.#names.add(key);
      return name;
    }
  }

  /** @throws the signal's reason when it is aborted before the statement has ended. */
  async run(text: string, signal?: AbortSignal): Promise<void> {
    await this.exclusive(() => this.connection.run(text), signal).catch((error) => Promise.reject(toUserError(error, text)));
  }

  /**
   * Runs statements at the same time, each on a connection of its own.
   * @throws the signal's reason when it is aborted before all have ended.
   */
  async runTogether(texts: readonly string[], signal?: AbortSignal): Promise<void> {
    await this.exclusive(async () => {
      while (this.#others.length < texts.length - 1) this.#others.push(await connect(this.#parts.instance));
      const ended = await Promise.allSettled(
        texts.map((text, i) =>
          (i === 0 ? this.connection : this.#others[i - 1]!).run(text).catch((error) => Promise.reject(toUserError(error, text))),
        ),
      );
      for (const end of ended) if (end.status === 'rejected') throw end.reason;
    }, signal);
  }

  /** Rows of the (last) statement; see `toRows` for how values look. Columns of one name are told apart as `a`, `a:1`. */
  async rows(text: string, signal?: AbortSignal): Promise<Row[]> {
    return this.exclusive(async () => {
      const result = await this.connection.run(text);
      return this.#parts.toRows(await result.fetchAllChunks(), result.deduplicatedColumnNames());
    }, signal).catch((error) => Promise.reject(toUserError(error, text)));
  }

  /** Holds back all other statements until `work` on the connection is done. */
  exclusive<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const turn = this.#last.then(async () => {
      signal?.throwIfAborted();
      if (this.#closed) throw new Error('The database is closed');
      try {
        return await this.#interruptible(work, signal);
      } catch (error) {
        signal?.throwIfAborted();
        throw toUserError(error);
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the running statement; those that wait then run. */
  interrupt(): void {
    if (!this.#closed) this.#interruptAll();
  }

  /** Ends the running statement, refuses those that wait, and removes temporary files. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const timer = setInterval(() => this.#interruptAll(), INTERRUPT_MS);
    this.#interruptAll();
    await this.#last;
    clearInterval(timer);
    for (const connection of [this.connection, ...this.#others]) connection.closeSync();
    this.#parts.instance.closeSync();
    this.#parts.directory.remove();
  }

  #interruptAll(): void {
    for (const connection of [this.connection, ...this.#others]) connection.interrupt();
  }

  async #interruptible<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (!signal) return work();
    let timer: NodeJS.Timeout | undefined;
    const interrupt = () => {
      this.#interruptAll();
      timer = setInterval(() => this.#interruptAll(), INTERRUPT_MS);
    };
    signal.addEventListener('abort', interrupt, { once: true });
    try {
      return await work();
    } finally {
      signal.removeEventListener('abort', interrupt);
      clearInterval(timer);
    }
  }
}

async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = 'UTC'`);
  return connection;
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
