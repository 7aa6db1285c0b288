import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import type { Frame } from '../../engine/frame.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import { sortedValues } from './sorted-values.ts';

const known = new WeakMap<Float64Array, Float64Array>();

/** The finite numbers of a frame's column, ascending; the same array for all rules. */
export function finiteValues(frame: Frame, name: string): Float64Array {
  const values = frame.numbers(name);
  return values ? finiteOf(values) : new Float64Array();
}

/** The same of its values. */
export function finiteOf(values: Float64Array): Float64Array {
  const found = known.get(values);
  if (found) return found;
  const sorted = sortedValues(values);
  let [start, end] = [0, sorted.length];
  while (start < end && sorted[start] === -Infinity) start++;
  while (end > start && sorted[end - 1] === Infinity) end--;
  const finite = sorted.subarray(start, end);
  known.set(values, finite);
  return finite;
}

/** A numeric column's value as a double, NULL unless it is finite. */
export function finiteValue({ name, kind }: Column): Sql {
  const value = fn.toDouble(identifier(name));
  return kind === 'integer' ? value : sql`CASE WHEN ${fn.isFinite(value)} THEN ${value} END`;
}
