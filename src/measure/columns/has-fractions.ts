import { sortedValues } from './sorted-values.ts';

const known = new WeakMap<Float64Array, boolean>();

/** Whether a column has a finite value that is not whole; looked at once for all rules. */
export function hasFractions(column: Float64Array): boolean {
  const found = known.get(column);
  if (found !== undefined) return found;
  const has = countFractions(column, 1) > 0;
  known.set(column, has);
  return has;
}

/** Finite values that are not whole, counted up to `most`. */
export function countFractions(column: Float64Array, most = Number.POSITIVE_INFINITY): number {
  const values = sortedValues(column);
  let count = 0;
  for (let i = 0; i < values.length && count < most; i++) {
    const value = values[i]!;
    const isSmall = (value | 0) === value;
    if (!isSmall && Number.isFinite(value) && !Number.isInteger(value)) count++;
  }
  return count;
}
