import { argsort } from '../../stats/argsort.ts';

const known = new WeakMap<Float64Array, Uint32Array>();

/** The rows that have a value, in ascending order of it; a frame's column is sorted once for all rules. */
export function ascendingRows(values: Float64Array): Uint32Array {
  const found = known.get(values);
  if (found) return found;
  const order = argsort(values);
  let present = order.length;
  while (present > 0 && Number.isNaN(values[order[present - 1]!]!)) present--;
  const rows = order.subarray(0, present);
  known.set(values, rows);
  return rows;
}
