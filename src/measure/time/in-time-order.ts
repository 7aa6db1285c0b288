import { type Column, isTemporal } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import { kendall } from '../../stats/kendall.ts';
import { thinRows } from '../labels/thin.ts';

/** Kendall's concordance, in either direction, from which two columns run together. */
const TOGETHER = 0.95;
const ROWS = 2000;

/** The times with which a number of each row, its position or an id, rises or falls: what it tells, they may tell as well. */
export function timesAlong(
  frame: Frame,
  numbers: Float64Array,
  columns: readonly Column[],
  declared: Column | undefined,
): Column[] {
  return columns.filter((column) => {
    const times =
      column === declared || column.name === declared?.name || isTemporal(column) ? frame.numbers(column.name) : undefined;
    if (!times) return false;
    const known = thinRows(frame.rows, ROWS).filter((row) => !Number.isNaN(times[row]!) && !Number.isNaN(numbers[row]!));
    if (known.length < 3) return false;
    const pick = (values: Float64Array) => Float64Array.from(known, (row) => values[row]!);
    const { concordance } = kendall(pick(numbers), pick(times));
    return Math.max(concordance, 1 - concordance) >= TOGETHER;
  });
}
