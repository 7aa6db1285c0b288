import { raw, type Sql, sql } from '../engine/sql.ts';

/** The bin of a double, counted from 0: how many ascending edges are ≤ the value. A balanced tree, so that few comparisons are made a row. */
export function binOf(value: Sql, edges: readonly number[], first = 0): Sql {
  if (!edges.length) return raw(String(first));
  const middle = edges.length >> 1;
  const below = binOf(value, edges.slice(0, middle), first);
  const above = binOf(value, edges.slice(middle + 1), first + middle + 1);
  return sql`CASE WHEN ${value} < ${edges[middle]!} THEN ${below} ELSE ${above} END`;
}
