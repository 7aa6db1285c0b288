import type { Column } from './column.ts';
import type { Dialect } from './dialect.ts';
import type { FrameColumn } from './frame.ts';
import type { Sql, Value } from './sql.ts';

export type Row = Readonly<Record<string, Value>>;

/** How a data set is to be read: what the user said and what its name and first bytes show. */
export interface Source {
  /** The path, glob, URL, table name or SQL text as the user gave it. */
  readonly location: string;
  readonly format: Format | undefined;
  readonly options: ReadOptions;
}

export type Format = 'csv' | 'tsv' | 'json' | 'ndjson' | 'parquet' | 'arrow' | 'feather';

/** Reading options of delimited text; all are detected when absent. */
export interface ReadOptions {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly header?: boolean;
  readonly encoding?: string;
  readonly decimal?: ',' | '.';
  readonly nulls?: readonly string[];
  readonly skip?: number;
  readonly hivePartitioning?: boolean;
}

/** A relation the engine can read, with the columns it has. */
export interface Opened {
  readonly relation: Sql;
  readonly columns: readonly Column[];
  readonly format: string;
  /** Files that were read, absolute; empty for tables of an engine. */
  readonly files: readonly string[];
  /** A relation of about this share of the rows, spread over the data set and cheaper to read than the whole. */
  readonly part?: ((share: number) => Sql) | undefined;
  /** Position of a row in the data set, counted from 0, where the engine knows it. */
  readonly rowNumber?: Sql | undefined;
}

/** What a sample is drawn from. */
export type Sampled = Pick<Opened, 'relation' | 'columns' | 'rowNumber'>;

export interface WrittenFile {
  /** Absolute. */
  readonly path: string;
  readonly format: 'parquet' | 'csv';
}

export interface EngineOptions {
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly extensionDirectory?: string;
  /** The most rows that a sample of a table holds; samples choose where to look, and only they are read into this process. */
  readonly sampleRows?: number;
}

/** A place where statements run. One statement runs at a time; `interrupt` ends it at once. */
export interface Engine {
  readonly name: string;
  readonly dialect: Dialect;
  /** Bounds every sample of a table. */
  readonly sampleRows?: number | undefined;
  open(source: Source, baseDirectory: string): Promise<Opened>;
  /** @throws UserError when the engine refuses the statement for a reason in the data (unreadable file, value that cannot be cast). */
  query(statement: Sql, signal?: AbortSignal): Promise<Row[]>;
  /** The columns of a statement that selects doubles and texts only, one array each. */
  frame(statement: Sql, signal?: AbortSignal): Promise<FrameColumn[]>;
  /** Keeps the rows of a statement for the length of the run; the same statement is computed once. */
  materialize(statement: Sql, signal?: AbortSignal): Promise<Sql>;
  /** A seeded sample of about this share of the rows, in their order, kept for the length of the run. */
  sample(of: Sampled, share: number, signal?: AbortSignal): Promise<Sql>;
  /** Writes the rows of a statement to a file as they come, in its order; absent where an engine cannot. Gives their number. */
  write?(statement: Sql, file: WrittenFile, signal?: AbortSignal): Promise<number>;
  describe(statement: Sql): Promise<Column[]>;
  /** Resolves when no statement runs or waits. */
  idle(): Promise<void>;
  close(): Promise<void>;
}
