import { setImmediate } from 'node:timers/promises';
import type { Column } from '../column.ts';
import type { Engine, EngineOptions, Opened, Row, Source, WrittenFile } from '../engine.ts';
import type { FrameColumn } from '../frame.ts';
import { identifier, raw, render, type Sql, sql } from '../sql.ts';
import { Database } from './database.ts';
import { duckdbDialect } from './dialect.ts';
import { toFrameColumns } from './frame-columns.ts';
import { kindOf } from './type-kind.ts';

const SAMPLE_SEED = 42;
const SAMPLE_PARTS = 10_000_000;

/** The embedded engine. */
export class DuckDBEngine implements Engine {
  readonly name = 'duckdb';
  readonly dialect = duckdbDialect;
  readonly sampleRows: number | undefined;
  readonly #database: Database;
  readonly #materialized = new Map<string, Promise<Sql>>();
  #tables = 0;
  #running = 0;
  #waiting: (() => void)[] = [];

  private constructor(database: Database, sampleRows: number | undefined) {
    this.#database = database;
    this.sampleRows = sampleRows;
  }

  static async create(options: EngineOptions): Promise<DuckDBEngine> {
    return new DuckDBEngine(await Database.open(options), options.sampleRows);
  }

  open(source: Source, baseDirectory: string): Promise<Opened> {
    return this.#busy(async () => {
      const { openSource } = await import('./open.ts');
      return openSource(source, baseDirectory, this.#database);
    });
  }

  query(statement: Sql, signal?: AbortSignal): Promise<Row[]> {
    return this.#busy(() => this.#database.rows(render(statement, this.dialect), signal));
  }

  frame(statement: Sql, signal?: AbortSignal): Promise<FrameColumn[]> {
    return this.#busy(async () => {
      const [chunks, columns] = await this.#database.exclusive(async () => {
        const result = await this.#database.connection.run(render(statement, this.dialect));
        return [await result.fetchAllChunks(), result.columnCount];
      }, signal);
      // The next statement is sent first, and runs meanwhile.
      await setImmediate();
      return toFrameColumns(chunks, columns);
    });
  }

  materialize(statement: Sql, signal?: AbortSignal): Promise<Sql> {
    const text = render(statement, this.dialect);
    const known = this.#materialized.get(text);
    if (known) return known;
    const table = identifier(`materialized_${this.#tables++}`);
    const made = this.#busy(async () => {
      await this.#database.run(`CREATE TEMP TABLE ${render(table, this.dialect)} AS ${text}`, signal);
      return table;
    });
    this.#materialized.set(text, made);
    made.catch(() => this.#materialized.delete(text));
    return made;
  }

  sample(relation: Sql, share: number, rowNumber: Sql | undefined, signal?: AbortSignal): Promise<Sql> {
    // Hashing row numbers runs on all threads, TABLESAMPLE on one.
    const statement = rowNumber
      ? sql`SELECT * FROM ${relation} WHERE hash(${rowNumber}, ${SAMPLE_SEED}) % ${SAMPLE_PARTS} < ${Math.round(share * SAMPLE_PARTS)}`
      : sql`SELECT * FROM ${relation} TABLESAMPLE bernoulli(${share * 100} PERCENT) REPEATABLE (${SAMPLE_SEED})`;
    return this.materialize(statement, signal);
  }

  async write(statement: Sql, { path, format }: WrittenFile, signal?: AbortSignal): Promise<number> {
    const as = format === 'parquet' ? 'FORMAT parquet, COMPRESSION zstd' : 'FORMAT csv, HEADER';
    const [row] = await this.query(sql`COPY (${statement}) TO ${path} (${raw(as)})`, signal);
    return Number(row?.Count ?? 0);
  }

  async describe(statement: Sql): Promise<Column[]> {
    const rows = await this.query(sql`DESCRIBE ${statement}`);
    return rows.map((row) => ({
      name: String(row.column_name),
      type: String(row.column_type),
      kind: kindOf(String(row.column_type)),
    }));
  }

  idle(): Promise<void> {
    return this.#running ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async #busy<T>(work: () => Promise<T>): Promise<T> {
    this.#running++;
    try {
      return await work();
    } finally {
      if (--this.#running === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }
}
