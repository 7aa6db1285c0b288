import type { Column } from '../../engine/column.ts';
import { identifier, join, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { GroupAggregate } from './group-aggregates.ts';
import type { MovingWindow } from './moving-windows.ts';

const FUNCTIONS: Readonly<Record<string, string>> = {
  ...{
    mean: 'avg',
    sum: 'sum',
    min: 'min',
    max: 'max',
    median: 'median',
    deviation: 'stddev_samp',
    'population deviation': 'stddev_pop',
  },
  count: 'count',
};

/** A statement over the roles that shows a column beside what it is taken for. */
export function wholeStatement({ column, base, kind }: GroupAggregate, keys: readonly Column[], tables: readonly Table[]): Sql {
  const columns = [...new Set([...keys, column, base].map(({ name }) => name))].map(identifier);
  const rows = join(
    tables.map(({ role }) => sql`SELECT ${columns} FROM ${identifier(role)}`),
    ' UNION ALL ',
  );
  const group = keys.map(({ name }) => identifier(name));
  const value = kind === 'distinct' ? sql`count(DISTINCT ${base})` : sql`${raw(FUNCTIONS[kind] ?? 'max')}(${base})`;
  return sql`SELECT ${group}, min(${column}) AS column_value, ${value} AS aggregate_value FROM (${rows}) AS all_rows GROUP BY ${group}`;
}

export function windowStatement(
  { column, base, kind, window: { from, to } }: MovingWindow,
  entity: readonly Column[],
  time: Column,
  { role }: Table,
): Sql {
  const bound = (offset: number) =>
    offset === 0
      ? 'CURRENT ROW'
      : `${Number.isFinite(offset) ? Math.abs(offset) : 'UNBOUNDED'} ${offset < 0 ? 'PRECEDING' : 'FOLLOWING'}`;
  const over = sql`(${inOrder(entity, time)} ROWS BETWEEN ${raw(bound(from))} AND ${raw(bound(to))})`;
  return sql`SELECT ${column}, ${raw(FUNCTIONS[kind]!)}(${base}) OVER ${over} AS window_value FROM ${identifier(role)}`;
}

/** A column beside its next value and what it was made of. */
export const nextStatement = (column: Column, base: Column, entity: readonly Column[], time: Column, { role }: Table): Sql =>
  sql`SELECT ${column}, ${base}, lead(${column}) OVER (${inOrder(entity, time)}) AS next_value FROM ${identifier(role)}`;

function inOrder(entity: readonly Column[], time: Column): Sql {
  const partition = entity.length ? sql`PARTITION BY ${entity.map(({ name }) => identifier(name))} ` : sql``;
  return sql`${partition}ORDER BY ${time}`;
}
