import { identifier, join, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';

export interface SharedKeys {
  /** Held-out rows whose key a fit row has, and their distinct keys. */
  readonly rows: number;
  readonly keys: number;
}

/** Counts rows by a key of one or more values; a row that lacks one of them has no key. */
export async function sharedKeys(
  fit: Table,
  heldOut: Table,
  fitKey: readonly Sql[],
  heldOutKey: readonly Sql[],
): Promise<SharedKeys> {
  const [row] = await heldOut.query(sharedKeysStatement(sql`${fit}`, sql`${heldOut}`, fitKey, heldOutKey));
  return { rows: Number(row?.held_out_rows ?? 0), keys: Number(row?.distinct_keys ?? 0) };
}

export function sharedKeysStatement(fit: Sql, heldOut: Sql, fitKey: readonly Sql[], heldOutKey: readonly Sql[]): Sql {
  const names = fitKey.map((_, i) => identifier(`k${i}`));
  const keys = (key: readonly Sql[], table: Sql) =>
    sql`SELECT ${key.map((value, i) => sql`${value} AS ${names[i]!}`)} FROM ${table} WHERE ${all(key.map((value) => sql`${value} IS NOT NULL`))}`;
  const met = all(names.map((name) => sql`${name} IN (SELECT ${name} FROM held_out)`));
  const equal = all(names.map((name) => sql`held_out.${name} = shared.${name}`));
  return sql`WITH held_out AS (${keys(heldOutKey, heldOut)}), fit AS (${keys(fitKey, fit)}),
    shared AS (SELECT ${names} FROM fit WHERE ${met} INTERSECT SELECT ${names} FROM held_out)
    SELECT (SELECT count(*) FROM held_out JOIN shared ON ${equal}) AS held_out_rows, (SELECT count(*) FROM shared) AS distinct_keys`;
}

const all = (conditions: readonly Sql[]): Sql => join(conditions, ' AND ');
