import type { Figure } from '../../check/figure.ts';
import { type Column, isTemporal } from '../../engine/column.ts';
import type { Table } from '../../engine/table.ts';
import { finiteValues } from '../columns/finite-values.ts';
import { levelCounts, levelsIn } from '../columns/level-counts.ts';
import { histogram } from './histogram.ts';
import { levels } from './levels.ts';

/** How a column is distributed in two tables, from their frames; undefined for columns that cannot be drawn. */
export async function figureBySplit(fit: Table, heldOut: Table, { name }: Column): Promise<Figure | undefined> {
  const [before, after] = await Promise.all([fit.frame(), heldOut.frame()]);
  const [column, other] = [fit.column(name), heldOut.column(name)];
  if (!column || !other) return undefined;
  const coverage = before.sampled || after.sampled ? 'sampled' : 'exact';
  const [first, second] = [levelsIn(before, column), levelsIn(after, other)];
  if (first && second) {
    const side = (table: Table, values: typeof first) => ({ name: table.name, counts: levelCounts(values) });
    return levels(name, [side(fit, first), side(heldOut, second)], coverage);
  }
  if (isTemporal(column) !== isTemporal(other)) return undefined;
  const sides = [
    { name: fit.name, sorted: finiteValues(before, name) },
    { name: heldOut.name, sorted: finiteValues(after, name) },
  ] as const;
  return histogram(name, isTemporal(column) ? 'time' : 'number', sides, coverage);
}
