import { fn } from '../../engine/dialect.ts';
import { identifier, join, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { KeyColumn } from './row-keys.ts';

/** A statement that counts the held-out rows that agree with a fit row on `reduced`; with `whole`, only those that equal none on it. */
export function overlapStatement(fit: Table, heldOut: Table, reduced: readonly KeyColumn[], whole?: readonly KeyColumn[]): Sql {
  const exists = (columns: readonly KeyColumn[]): Sql => {
    const rows = (table: Table) =>
      sql`SELECT ${columns.map(({ column, form }) => sql`${form(column)} AS ${column}`)} FROM ${identifier(table.role)}`;
    const equal = columns.map(({ column }) => fn.nullSafeEqual(sql`f.${column}`, sql`h.${column}`));
    return sql`FROM (${rows(heldOut)}) AS h WHERE EXISTS (SELECT 1 FROM (${rows(fit)}) AS f WHERE ${join(equal, ' AND ')})`;
  };
  const count = (columns: readonly KeyColumn[]) => sql`SELECT count(*) ${exists(columns)}`;
  return whole ? sql`SELECT (${count(reduced)}) - (${count(whole)})` : count(reduced);
}
