import type { Column } from '../engine/column.ts';
import { identifier, type Sql, sql } from '../engine/sql.ts';

/** Columns as they are written: Parquet has no whole numbers of 128 bits, and would round them to doubles. */
export const writtenColumns = (columns: readonly Column[]): Sql[] =>
  columns.map(({ name, type }) =>
    /^U?HUGEINT$/.test(type) ? sql`CAST(${identifier(name)} AS DECIMAL(38, 0)) AS ${identifier(name)}` : identifier(name),
  );
