import type { Column } from '../../engine/column.ts';
import { frameValue } from '../../engine/frame.ts';
import { sql, type Value } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { denseRanks, kendallOfRanks } from '../../stats/kendall.ts';
import type { GroupSums } from '../../stats/order-of-means.ts';
import { presentValue } from '../labels/target-sql.ts';

/** What the target sums up to per whole-numbered code, from `first` on: a quantity, or 1 for rows of one class. */
export interface CodeMeans extends GroupSums {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly squares: number;
}

export interface CodeRange {
  readonly first: number;
  readonly count: number;
}

/** Of the rows of a frame, `y` being NaN where there is no target. */
export function codeMeansInFrame(codes: Float64Array, y: Float64Array, { first, count }: CodeRange): CodeMeans {
  const means = { counts: new Float64Array(count), sums: new Float64Array(count), squares: 0 };
  for (let row = 0; row < codes.length; row++) {
    const group = codes[row]! - first;
    if (!(group >= 0 && group < count) || Number.isNaN(y[row]!)) continue;
    means.counts[group]!++;
    means.sums[group]! += y[row]!;
    means.squares += y[row]! * y[row]!;
  }
  return means;
}

/** Whether the means rise or fall with the codes further than they would by chance. */
export function followCodes({ counts, sums }: CodeMeans): boolean {
  const means = new Float64Array(counts.length);
  const places = new Uint32Array(counts.length);
  let filled = 0;
  for (let group = 0; group < counts.length; group++) {
    if (!(counts[group]! > 0)) continue;
    means[filled] = sums[group]! / counts[group]!;
    places[filled] = filled++;
  }
  const { z } = kendallOfRanks(places.subarray(0, filled), denseRanks(means.subarray(0, filled)));
  return Math.abs(z) >= LEAST_Z;
}

const LEAST_Z = 2;

/** Over all rows. `label` is the class that counts as 1; undefined for a quantity. */
export async function codeMeans(
  table: Table,
  column: Column,
  target: Column,
  label: Value | undefined,
  { first, count }: CodeRange,
): Promise<CodeMeans> {
  const [code, value] = [frameValue(column)!, frameValue(target)!];
  const y = label === undefined ? value : sql`CASE WHEN ${value} = ${label} THEN 1e0 ELSE 0e0 END`;
  const present = presentValue(value, label === undefined || target.kind === 'float');
  const rows = await table.query(
    sql`SELECT code, count(*) AS n, sum(y) AS s, sum(y * y) AS q FROM (SELECT ${code} AS code, ${y} AS y FROM ${table} WHERE ${present} AND ${presentValue(code, true)}) AS coded GROUP BY code`,
  );
  const means = { counts: new Float64Array(count), sums: new Float64Array(count), squares: 0 };
  for (const row of rows) {
    const group = Number(row.code) - first;
    if (!(group >= 0 && group < count)) continue;
    means.counts[group] = Number(row.n);
    means.sums[group] = Number(row.s);
    means.squares += Number(row.q);
  }
  return means;
}

export const added = (a: CodeMeans, b: CodeMeans): CodeMeans => ({
  counts: a.counts.map((n, group) => n + b.counts[group]!),
  sums: a.sums.map((sum, group) => sum + b.sums[group]!),
  squares: a.squares + b.squares,
});

/** The variance within the codes. */
export function varianceWithin({ counts, sums, squares }: CodeMeans): number {
  let rows = 0;
  let filled = 0;
  let explained = 0;
  for (let group = 0; group < counts.length; group++) {
    if (!counts[group]) continue;
    rows += counts[group]!;
    filled++;
    explained += (sums[group]! * sums[group]!) / counts[group]!;
  }
  return (squares - explained) / Math.max(1, rows - filled);
}
