import { ascending } from '../../stats/argsort.ts';
import type { Ascending } from '../../stats/bucket-sort.ts';

const known = new WeakMap<Float64Array, Ascending>();

/** A frame's column in ascending order, without its missing values; sorted once for all rules. */
export function inOrder(column: Float64Array): Ascending {
  const found = known.get(column);
  if (found) return found;
  const { rows, values } = ascending(column);
  const made = { rows: rows.subarray(0, values.length), values };
  known.set(column, made);
  return made;
}
