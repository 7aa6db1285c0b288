import { ascending } from '../../stats/argsort.ts';
import type { Ascending } from '../../stats/bucket-sort.ts';
import { distinctUpTo } from '../../stats/sorted.ts';

export interface InOrder extends Ascending {
  /** How many different values there are. */
  readonly distinct: number;
}

const known = new WeakMap<Float64Array, InOrder>();

/** A frame's column in ascending order, without its missing values; sorted once for all rules. */
export function inOrder(column: Float64Array): InOrder {
  const found = known.get(column);
  if (found) return found;
  const { rows, values } = ascending(column);
  const made = { rows: rows.subarray(0, values.length), values, distinct: distinctUpTo(values, Infinity) };
  known.set(column, made);
  return made;
}
