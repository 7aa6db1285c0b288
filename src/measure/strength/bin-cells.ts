import { type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { classSums, type TargetSql } from '../labels/target-sql.ts';
import { FOLDS } from './strength.ts';

/** Into what groups and folds the rows of a statement fall, and which rows. */
export interface Grouping {
  readonly group: Sql;
  readonly present: Sql;
  readonly fold: Sql;
}

export interface BinCells {
  /** Per class the rows of each cell: bin · folds + fold. Classes beyond the commonest share the last. */
  readonly classes: Float64Array[];
  /** 1 for bins of one value. */
  readonly single: Uint8Array;
}

/** Counts the rows of each class per bin, numbered from 0, and fold. */
export async function binCells(table: Table, value: Sql, { group, present, fold }: Grouping, y: TargetSql): Promise<BinCells> {
  const found = await table.query(sql`
    SELECT g, fold, ${classSums(y)}, count(*) AS n, min(v) AS least, max(v) AS most
    FROM (SELECT ${value} AS v, ${group} AS g, ${fold} AS fold, ${y.value} AS y FROM ${table} WHERE ${present} AND ${y.present}) AS binned
    GROUP BY g, fold`);
  const bins = found.reduce((most, row) => Math.max(most, Number(row.g) + 1), 0);
  const classes = Array.from({ length: y.classes.length + 1 }, () => new Float64Array(bins * FOLDS));
  const others = classes.at(-1)!;
  const least = new Float64Array(bins).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(bins).fill(Number.NEGATIVE_INFINITY);
  for (const row of found) {
    const bin = Number(row.g);
    const cell = bin * FOLDS + Number(row.fold);
    others[cell] = Number(row.n);
    for (let i = 0; i < y.classes.length; i++) {
      classes[i]![cell] = Number(row[`c${i}`]);
      others[cell]! -= classes[i]![cell]!;
    }
    least[bin] = Math.min(least[bin]!, Number(row.least));
    most[bin] = Math.max(most[bin]!, Number(row.most));
  }
  const single = Uint8Array.from(least, (value, bin) => Number(value === most[bin]));
  return { classes: others.some((n) => n > 0) ? classes : classes.slice(0, -1), single };
}

/** Neighbouring bins put together to about `bins` of equal size. */
export function coarser(classes: readonly Float64Array[], bins: number): Float64Array[] {
  const fine = classes[0]!.length / FOLDS;
  const sizes = Float64Array.from({ length: fine }, (_, bin) => classes.reduce((sum, cells) => sum + inBin(cells, bin), 0));
  const size = sizes.reduce((sum, n) => sum + n, 0) / bins;
  const merged: Float64Array[] = classes.map(() => new Float64Array(classes[0]!.length));
  let to = -1;
  let filled = Number.POSITIVE_INFINITY;
  for (let bin = 0; bin < fine; bin++) {
    if (filled >= size || sizes[bin]! >= size) {
      to++;
      filled = 0;
    }
    filled += sizes[bin]!;
    classes.forEach((cells, i) => {
      for (let fold = 0; fold < FOLDS; fold++) merged[i]![to * FOLDS + fold]! += cells[bin * FOLDS + fold]!;
    });
  }
  return merged.map((cells) => cells.subarray(0, (to + 1) * FOLDS));
}

export const binTotals = (cells: Float64Array): Float64Array =>
  Float64Array.from({ length: cells.length / FOLDS }, (_, bin) => inBin(cells, bin));

function inBin(cells: Float64Array, bin: number): number {
  let sum = 0;
  for (let fold = 0; fold < FOLDS; fold++) sum += cells[bin * FOLDS + fold]!;
  return sum;
}
