import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Column } from '../../../src/engine/column.ts';
import { Database } from '../../../src/engine/duckdb/database.ts';
import { duckdbDialect } from '../../../src/engine/duckdb/dialect.ts';
import { openSource } from '../../../src/engine/duckdb/open.ts';
import type { Format, Opened, ReadOptions, Row } from '../../../src/engine/engine.ts';
import { render, sql } from '../../../src/engine/sql.ts';
import type { UserError } from '../../../src/errors.ts';

export interface ReadData {
  readonly opened: Opened;
  readonly columns: readonly Column[];
  /** `name kind` per column. */
  readonly kinds: readonly string[];
  readonly rows: readonly Row[];
}

/** A temporary folder of data files and a database that reads them. */
export class DataFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'watertight-test-'));
  readonly database: Database;
  #files = 0;

  private constructor(database: Database) {
    this.database = database;
  }

  static async create(): Promise<DataFolder> {
    return new DataFolder(await Database.open({ threads: 2 }));
  }

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** Writes a file under a name of its own. */
  writeNew(content: string | Uint8Array, ending: string): string {
    const name = `file-${this.#files++}.${ending}`;
    this.write(name, content);
    return name;
  }

  open(location: string, options: ReadOptions = {}, format?: Format): Promise<Opened> {
    return openSource({ location, format, options }, this.path, this.database);
  }

  /** Opens a source and reads all its rows, in their order. */
  async read(location: string, options: ReadOptions = {}, format?: Format): Promise<ReadData> {
    const opened = await this.open(location, options, format);
    const list = sql`${opened.columns.map((column) => sql`${column}`)}`;
    const order = opened.rowNumber ? sql`ORDER BY ${opened.rowNumber}` : sql``;
    const rows = await this.database.rows(render(sql`SELECT ${list} FROM ${opened.relation} ${order}`, duckdbDialect));
    return { opened, columns: opened.columns, kinds: opened.columns.map(({ name, kind }) => `${name} ${kind}`), rows };
  }

  /** The values of the only column, or of the named one. */
  async values(location: string, column?: string, options: ReadOptions = {}): Promise<unknown[]> {
    const { rows, columns } = await this.read(location, options);
    return rows.map((row) => row[column ?? columns[0]!.name]);
  }

  /** The error that opening and reading a source ends with; fails when there is none. */
  async failure(location: string, options: ReadOptions = {}, format?: Format): Promise<UserError> {
    const outcome = await this.read(location, options, format).catch((error: unknown) => error);
    if (!(outcome instanceof Error)) throw new Error(`${location} was read: ${JSON.stringify((outcome as ReadData).rows)}`);
    return outcome as UserError;
  }

  async remove(): Promise<void> {
    await this.database.close();
    rmSync(this.path, { recursive: true, force: true });
  }
}
