import { identifier, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { type KeyColumn, type RowKeys, wholeHash } from './row-keys.ts';

/** More matching keys than this are confirmed on a part of them: one pair of equal rows in 2^64 is a chance match. */
const MAX_CONFIRMED = 1000;

/** How many of the keys that two tables share stand for rows with equal values, of those looked at. */
export async function confirmKeys(
  fit: Table,
  heldOut: Table,
  columns: readonly KeyColumn[],
  fitKeys: RowKeys,
  heldOutKeys: RowKeys,
): Promise<{ readonly checked: number; readonly confirmed: number }> {
  const { whole } = fitKeys;
  const shared = await heldOut.materialize(
    sql`SELECT DISTINCT ${whole} AS k FROM ${heldOutKeys.keys} WHERE ${whole} IN (SELECT ${whole} FROM ${fitKeys.keys}) ORDER BY k LIMIT ${MAX_CONFIRMED}`,
  );
  const hash = wholeHash(columns);
  const rowsOf = (table: Table): Sql => {
    const values = columns.map(({ column, form }, i) => sql`${form(column)} AS ${identifier(`v${i}`)}`);
    return sql`SELECT ${[sql`${hash} AS k`, ...values]} FROM ${table} WHERE ${hash} IN (SELECT k FROM ${shared})`;
  };
  const [row] = await heldOut.query(
    sql`SELECT ${raw('count(*)')} AS checked, (SELECT count(DISTINCT k) FROM (${rowsOf(heldOut)} INTERSECT ${rowsOf(fit)}) AS equal_rows) AS confirmed FROM ${shared}`,
  );
  return { checked: Number(row?.checked ?? 0), confirmed: Number(row?.confirmed ?? 0) };
}
