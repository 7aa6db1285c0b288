import { type Column, isScalar } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { raw, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { type KeyColumn, keyColumns, keyCounts, rowKeys } from './row-keys.ts';
import { sharedColumns } from './shared-columns.ts';

/** How the rows of one table repeat one another. */
export interface Repeats {
  readonly rows: number;
  /** Distinct rows, the label left out. */
  readonly keys: number;
  /** Rows beyond the first of those that are equal, label included. */
  readonly repeated: number;
  /** Rows of the largest group of equal ones. */
  readonly largest: number;
  /** Rows, and distinct ones, that are equal but for the label. */
  readonly conflicting: number;
  readonly conflictingKeys: number;
  readonly columns: readonly KeyColumn[];
}

export interface RepeatQuestion {
  readonly table: Table;
  readonly peers: readonly Table[];
  readonly inputs: readonly Column[];
  readonly target?: Column | undefined;
  /** Columns that tell rows apart though they are no inputs: time and entity. */
  readonly apart: readonly Column[];
}

/** Undefined without columns to compare. The first look is at the keys that overlap rules use, which are hashed once for all. */
export async function repeatsIn({ table, peers, inputs, target, apart }: RepeatQuestion): Promise<Repeats | undefined> {
  const features = inputs.filter(isScalar);
  const shared = sharedColumns(table, peers, features, target);
  const { columns } = shared;
  if (!columns.length) return undefined;
  const keys = await rowKeys(table, columns, shared.label);
  const { rows, keys: distinct } = await keyCounts(table, keys);
  if (rows === distinct) return { rows, keys: rows, repeated: 0, largest: 1, conflicting: 0, conflictingKeys: 0, columns };
  const all = apart.length ? keyColumns([...features, ...apart], [table]) : columns;
  const [label] = apart.length && target ? keyColumns([target], [table]) : [shared.label];
  const { keys: relation, whole } = apart.length ? await rowKeys(table, all, label) : keys;
  const unlabelled = sql`SELECT ${label ? fn.hash(label.form(label.column), 0) : raw('0')} AS none FROM ${table} WHERE ${
    label ? sql`${label.column} IS NULL` : raw('1 = 0')
  } LIMIT 1`;
  const [row] = await table.query(sql`
    WITH again AS (SELECT ${whole} AS k FROM ${relation} GROUP BY ${whole} HAVING count(*) > 1),
      counted AS (SELECT ${whole} AS k, label, count(*) AS n FROM ${relation} WHERE ${whole} IN (SELECT k FROM again) GROUP BY ${whole}, label),
      labelled AS (SELECT k, n, CASE WHEN none IS NULL THEN 1 ELSE 0 END AS known FROM counted LEFT JOIN (${unlabelled}) AS unlabelled ON label = none),
      grouped AS (SELECT k, sum(n - 1) AS repeated, max(n) AS largest, sum(n * known) AS n, sum(known) AS labels FROM labelled GROUP BY k)
    SELECT count(*) AS groups, sum(repeated) AS repeated, max(largest) AS largest,
      sum(CASE WHEN labels > 1 THEN n ELSE 0 END) AS conflicting, sum(CASE WHEN labels > 1 THEN 1 ELSE 0 END) AS conflicting_keys FROM grouped`);
  return {
    rows,
    keys: distinct,
    repeated: Number(row?.repeated ?? 0),
    largest: Number(row?.largest ?? 1),
    conflicting: Number(row?.conflicting ?? 0),
    conflictingKeys: Number(row?.conflicting_keys ?? 0),
    columns: all,
  };
}
