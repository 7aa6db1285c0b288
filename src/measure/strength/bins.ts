import { raw, type Sql, sql } from '../../engine/sql.ts';
import { ascendingRows } from '../columns/ascending-rows.ts';
import { quantileGroups } from '../columns/groups.ts';

/** The bin of a double, counted from 0: how many ascending edges are ≤ the value. A balanced tree, so that few comparisons are made a row. */
export function binOf(value: Sql, edges: readonly number[]): Sql {
  return chosen(value, edges, (bin) => raw(String(bin)));
}

/** Segments by quantile: a deeper tree costs more than all the rest of a scan. */
const SEGMENTS = 16;

/**
 * The bin of a double among about `bins`, which rise with the value: quantiles of the sample `values` cut it into segments, and each
 * segment is cut into parts of equal width.
 */
export function fineBinOf(value: Sql, values: Float64Array, bins: number): Sql {
  const parts = Math.floor(bins / SEGMENTS);
  const rows = ascendingRows(values);
  const { edges } = quantileGroups(values, SEGMENTS);
  const ends = [values[rows[0] ?? 0] ?? 0, ...edges, values[rows.at(-1) ?? 0] ?? 0];
  return chosen(value, edges, (segment) => {
    const width = (ends[segment + 1]! - ends[segment]!) / parts;
    const first = segment * parts;
    if (!(width > 0 && width < Number.POSITIVE_INFINITY)) return raw(String(first));
    return sql`${first} + CAST(floor(least(${parts - 1}e0, greatest(0e0, (${value} - ${ends[segment]!}) / ${width}))) AS INTEGER)`;
  });
}

function chosen(value: Sql, edges: readonly number[], leaf: (bin: number) => Sql, first = 0): Sql {
  if (!edges.length) return leaf(first);
  const middle = edges.length >> 1;
  const below = chosen(value, edges.slice(0, middle), leaf, first);
  const above = chosen(value, edges.slice(middle + 1), leaf, first + middle + 1);
  return sql`CASE WHEN ${value} < ${edges[middle]!} THEN ${below} ELSE ${above} END`;
}
