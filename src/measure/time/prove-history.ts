import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { frameValue } from '../../engine/frame.ts';
import { identifier, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Aggregate } from '../../stats/aggregates.ts';
import type { WindowKind } from '../../stats/moving-window.ts';
import type { GroupAggregate } from './group-aggregates.ts';
import type { MovingWindow } from './moving-windows.ts';
import { overSeries, type SeriesOrder } from './series.ts';

/** In how many groups of all rows an aggregate equals the column, of those with several rows. */
export async function aggregateOnAllRows(
  table: Table,
  peers: readonly Table[],
  { column, base, kind, set, tolerance }: GroupAggregate,
  keys: readonly Column[],
): Promise<{ readonly groups: number; readonly share: number } | undefined> {
  const aggregate = STATEMENTS[kind];
  if (!aggregate) return undefined;
  const rows = [table, ...(set === 'all' ? peers : [])].map((one) => {
    const code = one === table ? frameValue(one.column(column.name)!)! : raw('NULL');
    const key = fn.combineHashes(keys.map(({ name }, i) => fn.hash(frameValue(one.column(name)!)!, i + 1)));
    const present = keys.map(({ name }) => sql`${identifier(name)} IS NOT NULL`).reduce((all, one) => sql`${all} AND ${one}`);
    return sql`SELECT CASE WHEN ${present} THEN ${key} END AS k, ${fn.toDouble(code)} AS f, ${finite(frameValue(one.column(base.name)!)!)} AS b FROM ${one}`;
  });
  const all = rows.reduce((union, one) => sql`${union} UNION ALL ${one}`);
  const [row] = await table.query(sql`
    SELECT count(*) AS n, sum(CASE WHEN abs(f - v) <= ${tolerance} AND spread <= ${tolerance} THEN 1 ELSE 0 END) AS same
    FROM (SELECT min(f) AS f, max(f) - min(f) AS spread, ${aggregate(sql`b`)} AS v, count(f) AS rows_with FROM (${all}) AS rows_of_all
      WHERE k IS NOT NULL GROUP BY k) AS grouped WHERE rows_with > 1`);
  const n = Number(row?.n ?? 0);
  return { groups: n, share: Number(row?.same ?? 0) / Math.max(1, n) };
}

/** The same for a window that moves along the series of all rows. */
export async function windowOnAllRows(
  table: Table,
  order: SeriesOrder,
  { column, base, kind, window, tolerance }: MovingWindow,
): Promise<{ readonly rows: number; readonly share: number }> {
  const { from, to } = window;
  const bound = (offset: number) =>
    raw(
      offset === 0
        ? 'CURRENT ROW'
        : `${Number.isFinite(offset) ? Math.abs(offset) : 'UNBOUNDED'} ${offset < 0 ? 'PRECEDING' : 'FOLLOWING'}`,
    );
  const over = overSeries(order, table, sql`ROWS BETWEEN ${bound(from)} AND ${bound(to)}`);
  const length = Number.isFinite(to - from) ? sql` AND n = ${to - from + 1}` : sql``;
  const b = finite(frameValue(base)!);
  const [row] = await table.query(sql`
    SELECT count(*) AS n, sum(CASE WHEN abs(f - v) <= ${tolerance} THEN 1 ELSE 0 END) AS same
    FROM (SELECT ${finite(frameValue(column)!)} AS f, ${MOVING[kind](b)} ${over} AS v, count(${b}) ${over} AS n
      FROM ${table} WHERE ${order.present}) AS moved WHERE f IS NOT NULL AND v IS NOT NULL${length}`);
  const n = Number(row?.n ?? 0);
  return { rows: n, share: Number(row?.same ?? 0) / Math.max(1, n) };
}

const finite = (value: Sql): Sql => sql`CASE WHEN ${fn.isFinite(value)} THEN ${value} END`;
const deviation = (value: Sql, freed: 0 | 1): Sql =>
  sql`CASE WHEN count(${value}) > ${freed} THEN sqrt(${fn.variance(value)} * count(${value}) / (count(${value}) - ${freed})) END`;

const STATEMENTS: Readonly<Partial<Record<Aggregate, (value: Sql) => Sql>>> = {
  mean: (value) => sql`avg(${value})`,
  sum: (value) => fn.sum(value),
  min: (value) => sql`min(${value})`,
  max: (value) => sql`max(${value})`,
  median: (value) => fn.quantile(value, 0.5),
  deviation: (value) => deviation(value, 1),
  'population deviation': (value) => deviation(value, 0),
  count: (value) => sql`count(${value})`,
  distinct: (value) => sql`count(DISTINCT ${value})`,
};

const MOVING: Readonly<Record<WindowKind, (value: Sql) => Sql>> = {
  mean: (value) => sql`avg(${value})`,
  sum: (value) => sql`sum(${value})`,
  min: (value) => sql`min(${value})`,
  max: (value) => sql`max(${value})`,
  deviation: (value) => sql`stddev_samp(${value})`,
};
