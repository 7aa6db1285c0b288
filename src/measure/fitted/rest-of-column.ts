import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { mergeMoments, momentsOf, NO_MOMENTS } from '../../stats/moments.ts';
import { countUpTo } from '../../stats/sorted.ts';
import { finiteValue, finiteValues } from '../columns/finite-values.ts';

/** A column's values but for those that may have been filled in, as they lie around one of these. */
export interface Rest {
  readonly n: number;
  readonly mean: number;
  /** Sum of squared deviations. */
  readonly m2: number;
  /** How many are smaller and greater, and the nearest of each. */
  readonly below: number;
  readonly above: number;
  readonly lower: number;
  readonly upper: number;
  /** Rows of the value in question. */
  readonly filled: number;
}

export const NO_REST: Rest = { n: 0, mean: 0, m2: 0, below: 0, above: 0, lower: -Infinity, upper: Infinity, filled: 0 };

/** What is left of a column around `value` without the values in `filled`, exactly, over all rows. */
export async function restOfColumn(table: Table, column: Column, value: number, filled: readonly number[]): Promise<Rest> {
  const frame = await table.frame();
  if (!frame.sampled) return restOf(finiteValues(frame, column.name), value, filled);
  const x = finiteValue(column);
  const isRest = sql`${x} NOT IN (${filled.map((one) => sql`${one}`)})`;
  const rest = (condition: Sql, result: Sql) => sql`CASE WHEN ${condition} THEN ${result} END`;
  const row = await table.aggregate({
    n: sql`count(${rest(isRest, x)})`,
    sum: fn.sum(rest(isRest, x)),
    variance: fn.variance(rest(isRest, x)),
    below: sql`count(${rest(sql`${isRest} AND ${x} < ${value}`, x)})`,
    above: sql`count(${rest(sql`${isRest} AND ${x} > ${value}`, x)})`,
    lower: sql`max(${rest(sql`${isRest} AND ${x} < ${value}`, x)})`,
    upper: sql`min(${rest(sql`${isRest} AND ${x} > ${value}`, x)})`,
    filled: sql`count(${rest(sql`${x} = ${value}`, x)})`,
  });
  const n = Number(row.n);
  if (!n) return { ...NO_REST, filled: Number(row.filled) };
  return {
    n,
    mean: Number(row.sum) / n,
    m2: Number(row.variance) * n,
    below: Number(row.below),
    above: Number(row.above),
    lower: row.lower === null ? -Infinity : Number(row.lower),
    upper: row.upper === null ? Infinity : Number(row.upper),
    filled: Number(row.filled),
  };
}

/** The same of ascending values. */
export function restOf(sorted: Float64Array, value: number, filled: readonly number[]): Rest {
  const out = new Set(filled);
  const rest = sorted.filter((one) => !out.has(one));
  const moments = rest.length ? momentsOf(rest) : NO_MOMENTS;
  const below = countUpTo(rest, value);
  const { n, mean, m2 } = moments;
  const all = countUpTo(sorted, value);
  let filledRows = 0;
  while (filledRows < all && sorted[all - 1 - filledRows] === value) filledRows++;
  return {
    n,
    mean,
    m2,
    below,
    above: n - below,
    lower: rest[below - 1] ?? -Infinity,
    upper: rest[below] ?? Infinity,
    filled: filledRows,
  };
}

/** What is left of two tables together. */
export function mergeRests(a: Rest, b: Rest): Rest {
  const { n, mean, m2 } = mergeMoments({ ...a, min: 0, max: 0 }, { ...b, min: 0, max: 0 });
  return {
    ...{ n, mean, m2 },
    below: a.below + b.below,
    above: a.above + b.above,
    lower: Math.max(a.lower, b.lower),
    upper: Math.min(a.upper, b.upper),
    filled: a.filled + b.filled,
  };
}

/** Whether one of the nearest values of a whole is none of a part's. */
export const bringsNearer = (whole: Rest, part: Rest): boolean => whole.lower !== part.lower || whole.upper !== part.upper;
