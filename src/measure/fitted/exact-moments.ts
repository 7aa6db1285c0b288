import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { type Moments, momentsOf, NO_MOMENTS } from '../../stats/moments.ts';
import { countBelow, countUpTo } from '../../stats/sorted.ts';
import { finiteValue, finiteValues } from '../columns/finite-values.ts';

/** Moments of the finite values of all rows and how many are 0: from the frame where it holds all rows, else in a scan shared with other rules. */
export interface ExactMoments extends Moments {
  readonly zeros: number;
}

const known = new WeakMap<Float64Array, ExactMoments>();

export async function exactMoments(table: Table, column: Column): Promise<ExactMoments> {
  const frame = await table.frame();
  if (!frame.sampled) return momentsInFrame(finiteValues(frame, column.name));
  const value = finiteValue(column);
  const row = await table.aggregate({
    n: sql`count(${value})`,
    sum: fn.sum(value),
    variance: fn.variance(value),
    min: sql`min(${value})`,
    max: sql`max(${value})`,
    zeros: sql`sum(CASE WHEN ${value} = 0 THEN 1 ELSE 0 END)`,
  });
  const n = Number(row.n);
  if (!n) return { ...NO_MOMENTS, zeros: 0 };
  const [min, max] = [Number(row.min), Number(row.max)];
  return { n, mean: Number(row.sum) / n, m2: Number(row.variance) * n, min, max, zeros: Number(row.zeros) };
}

/** The same of a frame's finite values, which ascend. */
export function momentsInFrame(values: Float64Array): ExactMoments {
  const found = known.get(values);
  if (found) return found;
  const moments = { ...momentsOf(values), zeros: countUpTo(values, 0) - countBelow(values, 0) };
  known.set(values, moments);
  return moments;
}
