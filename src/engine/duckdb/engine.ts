import { setImmediate } from 'node:timers/promises';
import type { Column } from '../column.ts';
import type { Engine, EngineOptions, Opened, Row, Sampled, Source, WrittenFile } from '../engine.ts';
import type { FrameColumn } from '../frame.ts';
import { identifier, join, raw, render, type Sql, sql } from '../sql.ts';
import { Database } from './database.ts';
import { duckdbDialect } from './dialect.ts';
import { toFrameColumns } from './frame-columns.ts';
import { kindOf } from './type-kind.ts';

const SAMPLE_SEED = 42;
const SAMPLE_PARTS = 10_000_000;
/** Columns from which a sample is read as two halves at once: a file that holds them in one group of rows is read by one thread. */
const WIDE = 200;

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
      const [chunks, types] = await this.#database.exclusive(async () => {
        const result = await this.#database.connection.run(render(statement, this.dialect));
        const types = Array.from({ length: result.columnCount }, (_, column) => result.columnTypeId(column));
        return [await result.fetchAllChunks(), types] as const;
      }, signal);
      // The next statement is sent first, and runs meanwhile.
      await setImmediate();
      return toFrameColumns(chunks, types);
    });
  }

  materialize(statement: Sql, signal?: AbortSignal): Promise<Sql> {
    const text = render(statement, this.dialect);
    return this.#keep(text, async () => {
      const table = this.#unusedTable();
      await this.#database.run(`CREATE TABLE ${render(table, this.dialect)} AS ${text}`, signal);
      return table;
    });
  }

  sample({ relation, columns, rowNumber }: Sampled, share: number, signal?: AbortSignal): Promise<Sql> {
    // Hashing row numbers runs on all threads, TABLESAMPLE on one.
    if (!rowNumber) {
      const drawn = sql`TABLESAMPLE bernoulli(${share * 100} PERCENT) REPEATABLE (${SAMPLE_SEED})`;
      return this.materialize(sql`SELECT * FROM ${relation} ${drawn}`, signal);
    }
    const isDrawn = sql`hash(${rowNumber}, ${SAMPLE_SEED}) % ${SAMPLE_PARTS} < ${Math.round(share * SAMPLE_PARTS)}`;
    if (columns.length < WIDE) return this.materialize(sql`SELECT * FROM ${relation} WHERE ${isDrawn}`, signal);
    const half = columns.length >> 1;
    const halves = [columns.slice(0, half), columns.slice(half)].map(
      (some) => sql`SELECT ${some.map(({ name }) => identifier(name))} FROM ${relation} WHERE ${isDrawn}`,
    );
    return this.#sideBySide(halves, signal);
  }

  /** Statements that give as many rows, made at the same time. */
  #sideBySide(statements: readonly Sql[], signal?: AbortSignal): Promise<Sql> {
    const texts = statements.map((statement) => render(statement, this.dialect));
    return this.#keep(texts.join(';'), async () => {
      const tables = texts.map(() => this.#unusedTable());
      await this.#database.runTogether(
        texts.map((text, i) => `CREATE TABLE ${render(tables[i]!, this.dialect)} AS ${text}`),
        signal,
      );
      return sql`(SELECT * FROM ${join(tables, ' POSITIONAL JOIN ')})`;
    });
  }

  #unusedTable(): Sql {
    return identifier(`materialized_${this.#tables++}`);
  }

  #keep(text: string, make: () => Promise<Sql>): Promise<Sql> {
    const known = this.#materialized.get(text);
    if (known) return known;
    const made = this.#busy(make);
    this.#materialized.set(text, made);
    made.catch(() => this.#materialized.delete(text));
    return made;
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
