import { type Column, isScalar } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { type FrameColumn, frameValue } from '../../engine/frame.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { comparableForm } from '../columns/comparable.ts';

const MAX_ROWS = 20_000;
/** Two doubles nearer than this, relatively, are one number written in two ways. */
export const TOLERANCE = 1e-6;

/** A column's values in rows of two tables that have one key; `before` is the peer's. */
export interface MatchedColumn {
  readonly column: Column;
  readonly before: FrameColumn;
  readonly after: FrameColumn;
}

export interface MatchedRows {
  readonly rows: number;
  /** Whether rows of a sample of the table were matched, not all of them. */
  readonly sampled: boolean;
  readonly columns: readonly MatchedColumn[];
}

/** Columns that two tables have in a form that can be compared. */
export function comparableColumns(table: Table, peer: Table): Column[] {
  return table.columns.filter((column) => {
    const other = peer.column(column.name);
    return other !== undefined && isScalar(column) && isScalar(other) && comparableForm(column, other) !== undefined;
  });
}

/** Rows, of at most 20,000 of the table's, whose key occurs once in both tables, side by side. */
export async function matchRows(table: Table, peer: Table, keys: readonly Column[], signal: AbortSignal): Promise<MatchedRows> {
  const columns = comparableColumns(table, peer).filter(({ name }) => !keys.some((key) => key.name === name));
  const sample = await table.sample(MAX_ROWS);
  const pairs = joined(sample, table, peer, keys, columns);
  const list = columns.flatMap((_, i) => [sql`${identifier(`p${i}`)}`, sql`${identifier(`s${i}`)}`]);
  const sampled = sample.relation !== table.relation;
  if (!columns.length) return { rows: 0, sampled, columns: [] };
  const values = await table.engine.frame(sql`SELECT ${list} FROM ${pairs}`, signal);
  return {
    rows: values[0]?.length ?? 0,
    sampled,
    columns: columns.map((column, i) => ({ column, before: values[2 * i]!, after: values[2 * i + 1]! })),
  };
}

/** In how many of all matched rows some columns differ. */
export async function countChanges(
  table: Table,
  peer: Table,
  keys: readonly Column[],
  columns: readonly Column[],
): Promise<{ readonly rows: number; readonly changed: readonly number[] }> {
  const differs = columns.map((column, i) => {
    const [p, s] = [identifier(`p${i}`), identifier(`s${i}`)];
    const near =
      column.kind === 'text' || column.kind === 'time'
        ? sql`FALSE`
        : sql`abs(${p} - ${s}) <= ${TOLERANCE} * (abs(${p}) + abs(${s}))`;
    return sql`sum(CASE WHEN ${p} IS NULL AND ${s} IS NULL THEN 0 WHEN ${p} IS NULL OR ${s} IS NULL THEN 1 WHEN ${p} = ${s} OR ${near} THEN 0 ELSE 1 END) AS ${identifier(`d${i}`)}`;
  });
  const [row] = await table.query(
    sql`SELECT ${[sql`count(*) AS matched`, ...differs]} FROM ${joined(table, table, peer, keys, columns)}`,
  );
  return { rows: Number(row?.matched ?? 0), changed: columns.map((_, i) => Number(row?.[`d${i}`] ?? 0)) };
}

/** In which share of the changed rows whose entity has a row before (or after) in the peer the value is that row's. */
export async function laggedShare(
  table: Table,
  peer: Table,
  keys: readonly Column[],
  column: Column,
  order: { readonly entity: readonly Column[]; readonly time: Column },
): Promise<number> {
  const { name } = column;
  const value = frameValue(peer.column(name)!)!;
  const over = sql`OVER (PARTITION BY ${order.entity.map((one) => sql`${one}`)} ORDER BY ${order.time})`;
  const key = keyOf(peer, table, keys);
  const [row] = await table.query(sql`
    WITH s AS (${once(table, keyOf(table, peer, keys), [sql`min(${frameValue(column)!}) AS v`])}),
      p AS (SELECT ${key} AS k, ${value} AS v, lag(${value}) ${over} AS earlier, lead(${value}) ${over} AS later FROM ${peer})
    SELECT count(p.earlier) AS before, count(p.later) AS after,
      sum(CASE WHEN s.v = p.earlier THEN 1 ELSE 0 END) AS earlier, sum(CASE WHEN s.v = p.later THEN 1 ELSE 0 END) AS later
    FROM s JOIN p ON s.k = p.k WHERE s.v <> p.v`);
  const share = (hits: string, of: string) => Number(row?.[hits] ?? 0) / Math.max(1, Number(row?.[of] ?? 0));
  return Math.max(share('earlier', 'before'), share('later', 'after'));
}

function joined(rows: Table, table: Table, peer: Table, keys: readonly Column[], columns: readonly Column[]): Sql {
  const values = (of: Table, as: string) =>
    columns.map(({ name }, i) => sql`min(${frameValue(of.column(name)!)!}) AS ${identifier(`${as}${i}`)}`);
  const key = keyOf(peer, table, keys);
  return sql`(WITH s AS (${once(rows, keyOf(table, peer, keys), values(table, 's'))}),
    p AS (${once(peer, key, values(peer, 'p'), sql`${key} IN (SELECT k FROM s)`)}) SELECT * FROM s JOIN p ON s.k = p.k)`;
}

/** The rows whose key no other row has. */
const once = (table: Table, key: Sql, values: readonly Sql[], where: Sql = sql`${key} IS NOT NULL`): Sql =>
  sql`SELECT ${[sql`${key} AS k`, ...values]} FROM ${table} WHERE ${where} GROUP BY ${key} HAVING count(*) = 1`;

/** One hash over the key's columns in a form that both tables share; NULL when one of them is. */
function keyOf(of: Table, other: Table, keys: readonly Column[]): Sql {
  const columns = keys.map(({ name }) => ({ column: of.column(name)!, other: other.column(name)! }));
  const hashes = columns.map(({ column, other }, i) => fn.hash((comparableForm(column, other) ?? textForm)(column), i + 1));
  const present = columns.map(({ column }) => sql`${column} IS NOT NULL`);
  return sql`CASE WHEN ${present.reduce((all, one) => sql`${all} AND ${one}`)} THEN ${fn.combineHashes(hashes)} END`;
}

const textForm = (column: Column): Sql => fn.toText(identifier(column.name));
