import type { Column } from '../column.ts';
import type { Format, Opened, ReadOptions } from '../engine.ts';
import type { Database } from './database.ts';
import { duckdbDialect } from './dialect.ts';
import type { Compression } from './files/compression.ts';
import type { Partition } from './files/partitions.ts';
import type { PlainFiles } from './files/plain-file.ts';
import { kindOf } from './type-kind.ts';

export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** The path for people: as given, or from the base directory. */
  readonly shown: string;
  /** `shown`, quoted. */
  readonly label: string;
  readonly format: Format;
  readonly compression: Compression;
  /** Bytes on disk. */
  readonly size: number;
}

/** What a reader is asked for: files of one format as one relation. */
export interface Reading {
  readonly database: Database;
  /** Name for a table that holds the rows: the location as given. */
  readonly table: string;
  readonly files: readonly SourceFile[];
  readonly options: ReadOptions;
  /** Columns spelled by folder names. */
  readonly partitions: readonly Partition[];
  readonly plain: PlainFiles;
}

export type ReadRelation = Pick<Opened, 'relation' | 'columns' | 'rowNumber' | 'part'>;

export const name = duckdbDialect.identifier;
export const literal = duckdbDialect.literal;

/** A list of paths that DuckDB takes one by one, though they may look like patterns. */
export const pathList = (paths: readonly string[]): string => `[${paths.map((path) => literal(escapePattern(path))).join(', ')}]`;

// In brackets each magic character stands for itself; next to a backslash DuckDB sees no pattern, but the file.
const escapePattern = (path: string): string => (path.includes('\\') ? path : path.replaceAll(/[*?[]/g, '[$&]'));

export async function describe(database: Database, relation: string): Promise<Column[]> {
  const rows = await database.rows(`DESCRIBE SELECT * FROM ${relation}`);
  return rows.map(({ column_name, column_type }) => {
    const type = String(column_type);
    return { name: String(column_name), type, kind: kindOf(type) };
  });
}
