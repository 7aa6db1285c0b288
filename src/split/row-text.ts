import { type Column, isNumeric, isTemporal } from '../engine/column.ts';
import { fn } from '../engine/dialect.ts';
import { identifier, type Sql, sql } from '../engine/sql.ts';

/**
 * The values of some columns of a row as one text, equal for equal rows however the types of a file's columns turn out: whole numbers and
 * fractions of one value, dates and midnights. Columns in the order of their names.
 */
export function rowText(columns: readonly Column[]): Sql {
  const sorted = columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return sql`concat_ws(chr(31), ${sorted.map((column) => sql`coalesce(${valueText(column)}, chr(30))`)})`;
}

function valueText(column: Column): Sql {
  const value = identifier(column.name);
  if (isNumeric(column)) return fn.toText(fn.toDouble(value));
  if (isTemporal(column)) return fn.toText(fn.epochMicros(value));
  return fn.toText(value);
}
