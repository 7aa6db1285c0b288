import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import type { Frame, FrameColumn } from '../../engine/frame.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';

const known = new WeakMap<FrameColumn, number>();

/** How many of a frame's rows have no value; NaN is none. */
export function nullsIn(frame: Frame, name: string): number {
  const values = frame.columns.get(name);
  if (!values) return 0;
  const found = known.get(values);
  if (found !== undefined) return found;
  const nulls = values instanceof Float64Array ? countNaN(values) : countNull(values);
  known.set(values, nulls);
  return nulls;
}

function countNaN(values: Float64Array): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) count++;
  return count;
}

function countNull(values: readonly (string | null)[]): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) if (values[row] === null) count++;
  return count;
}

/** Whether a row has no value; NaN is none. */
export function isMissing({ name, kind }: Column): Sql {
  const value = identifier(name);
  return kind === 'float' ? sql`(${value} IS NULL OR ${fn.isNaN(value)})` : sql`${value} IS NULL`;
}
