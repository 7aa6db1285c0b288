import { raw, type Sql, sql } from '../engine/sql.ts';
import { argsort } from '../stats/argsort.ts';

/** Ascending inner edges of about `bins` quantile bins of the values that are present; equal edges are one. */
export function quantileEdges(values: Float64Array, bins: number): number[] {
  const order = argsort(values);
  let present = order.length;
  while (present > 0 && Number.isNaN(values[order[present - 1]!]!)) present--;
  const edges = new Set<number>();
  for (let bin = 1; bin < bins; bin++) {
    const edge = values[order[Math.floor((bin * present) / bins)]!];
    if (present > 0 && edge !== undefined && edge > values[order[0]!]!) edges.add(edge);
  }
  return [...edges];
}

/** The bin of a double, counted from 0: how many edges are ≤ the value. A balanced tree, so that few comparisons are made a row. */
export function binOf(value: Sql, edges: readonly number[], first = 0): Sql {
  if (!edges.length) return raw(String(first));
  const middle = edges.length >> 1;
  const below = binOf(value, edges.slice(0, middle), first);
  const above = binOf(value, edges.slice(middle + 1), first + middle + 1);
  return sql`CASE WHEN ${value} < ${edges[middle]!} THEN ${below} ELSE ${above} END`;
}
