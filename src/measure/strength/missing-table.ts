import type { Column } from '../../engine/column.ts';
import { type FrameColumn, frameValue } from '../../engine/frame.ts';
import { type Sql, sql, type Value } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { aucFromCounts, undirected } from '../../stats/auc.ts';
import { total } from '../../stats/total.ts';
import { isMissing } from '../columns/nulls.ts';
import type { ClassLabels } from '../labels/labels.ts';
import { MAX_CLASSES, macroStrength, type Strength } from './strength.ts';

/** Rows of each class that have a value, and that have none; classes beyond the commonest are left out. */
export type MissingTable = readonly Float64Array[];

export const isNull = (value: number | string | null | undefined): boolean => value === null || Number.isNaN(value);

export function missingTable(values: FrameColumn, { classes, codes }: ClassLabels): MissingTable {
  const table = classes.slice(0, MAX_CLASSES).map(() => new Float64Array(2));
  for (let row = 0; row < codes.length; row++) {
    const counts = table[codes[row]!];
    if (counts) counts[isNull(values[row]) ? 1 : 0]!++;
  }
  return table;
}

/** The same over all rows of a table that has the column and the target, in a scan shared with other rules. */
export async function missingTableOf(
  table: Table,
  column: Column,
  target: Column,
  classes: readonly Value[],
): Promise<MissingTable> {
  const y = frameValue(target)!;
  const figures: Record<string, Sql> = {};
  const counted = classes.slice(0, MAX_CLASSES);
  counted.forEach((name, i) => {
    figures[`n${i}`] = sql`sum(CASE WHEN ${y} = ${name} THEN 1 ELSE 0 END)`;
    figures[`m${i}`] = sql`sum(CASE WHEN ${y} = ${name} AND ${isMissing(column)} THEN 1 ELSE 0 END)`;
  });
  const counts = await table.aggregate(figures);
  return counted.map((_, i) => {
    const missing = Number(counts[`m${i}`] ?? 0);
    return Float64Array.of(Number(counts[`n${i}`] ?? 0) - missing, missing);
  });
}

/** How well it tells the classes that a value is missing. */
export function missingStrength(table: MissingTable): Strength | undefined {
  const rows = table.map(total);
  const all = [0, 1].map((side) => table.reduce((sum, counts) => sum + counts[side]!, 0));
  return macroStrength(rows, (index) => {
    const positives = table[index]!;
    return undirected(aucFromCounts({ positives, negatives: all.map((n, side) => n - positives[side]!) }));
  });
}
