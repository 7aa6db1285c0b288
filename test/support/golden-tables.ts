import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { EngineTable } from '../../src/engine/engine-table.ts';
import { raw, render, type Sql, sql } from '../../src/engine/sql.ts';
import type { Role } from '../../src/engine/table.ts';
import { type Columns, memoryTable } from '../../src/testing/memory-table.ts';

/** Makes the same Parquet files for every engine. */
export class GoldenTables {
  readonly #maker: DuckDBEngine;
  readonly #folder: string;
  readonly #files = new Map<Columns, Promise<string>>();

  private constructor(maker: DuckDBEngine, folder: string) {
    this.#maker = maker;
    this.#folder = folder;
  }

  static async create(): Promise<GoldenTables> {
    return new GoldenTables(await DuckDBEngine.create({}), await mkdtemp(join(tmpdir(), 'watertight-golden-')));
  }

  /** A table without an order of rows, which a distributed engine doesn't know. */
  readonly tableOf = async (engine: Engine, role: Role, columns: Columns): Promise<EngineTable> => {
    const known = this.#files.get(columns) ?? this.#write(role, columns);
    this.#files.set(columns, known);
    const {
      rowNumber: _,
      part: __,
      ...opened
    } = await engine.open({ location: await known, format: 'parquet', options: {} }, '/');
    return new EngineTable(engine, { ...opened, name: role, role });
  };

  async close(): Promise<void> {
    await this.#maker.close();
    await rm(this.#folder, { recursive: true });
  }

  async #write(role: Role, columns: Columns): Promise<string> {
    const file = join(this.#folder, `${this.#files.size}.parquet`);
    const { relation } = await memoryTable(this.#maker, role, columns);
    await this.#maker.query(raw(`COPY (SELECT * FROM ${render(relation, this.#maker.dialect)} ORDER BY rowid) TO '${file}'`));
    return file;
  }
}

/** The engine, but every table is sampled and every sample holds all rows: rules then take their ways for large tables. */
export function samplingAll(engine: Engine): Engine {
  return new Proxy(engine, {
    get(target, property) {
      if (property === 'sampleRows') return 1;
      if (property === 'sample') return (relation: Sql) => Promise.resolve(sql`(SELECT * FROM ${relation})`);
      const value = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
