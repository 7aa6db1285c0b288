import type { AsOfBound } from './dialect.ts';
import { identifier, join, raw, type Sql, sql } from './sql.ts';

/** `Dialect.asOf` for engines without an as-of join: both relations in one, in order of time, each row told the last event it saw. */
export function asOfByWindow(at: Sql, events: Sql, keys: readonly string[], bound: AsOfBound): Sql {
  const columns = keys.map(identifier);
  const { nearest, order } = WINDOWS[bound];
  const both = sql`SELECT ${columns}, t, 0 AS kind FROM ${events} AS e WHERE ${presentKeys(keys)} UNION ALL SELECT ${columns}, t, 1 AS kind FROM ${at} AS a`;
  const seen = sql`${raw(nearest)}(CASE WHEN kind = 0 THEN t END) OVER (PARTITION BY ${columns} ORDER BY ${raw(order)} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
  return sql`SELECT ${columns}, t, m FROM (SELECT ${columns}, t, kind, ${seen} AS m FROM (${both}) AS u) AS w WHERE kind = 1`;
}

/** A row without one of its keys is no event of any label. */
export const presentKeys = (keys: readonly string[]): Sql =>
  join(
    keys.map((key) => sql`${identifier(key)} IS NOT NULL`),
    ' AND ',
  );

/** Where times are equal, events come first when they count. */
const WINDOWS: Readonly<Record<AsOfBound, { readonly nearest: string; readonly order: string }>> = {
  until: { nearest: 'max', order: 't, kind' },
  before: { nearest: 'max', order: 't, kind DESC' },
  from: { nearest: 'min', order: 't DESC, kind' },
};
