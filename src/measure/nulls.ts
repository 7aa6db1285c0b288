import type { Column } from '../engine/column.ts';
import { fn } from '../engine/dialect.ts';
import type { Frame, FrameColumn } from '../engine/frame.ts';
import { identifier, type Sql, sql } from '../engine/sql.ts';

const known = new WeakMap<FrameColumn, number>();

/** How many of a frame's rows have no value; NaN is none. */
export function nullsIn(frame: Frame, name: string): number {
  const values = frame.columns.get(name);
  if (!values) return 0;
  const found = known.get(values);
  if (found !== undefined) return found;
  let nulls = 0;
  for (let row = 0; row < frame.rows; row++) if (values[row] === null || Number.isNaN(values[row])) nulls++;
  known.set(values, nulls);
  return nulls;
}

/** Whether a row has no value; NaN is none. */
export function isMissing({ name, kind }: Column): Sql {
  const value = identifier(name);
  return kind === 'float' ? sql`(${value} IS NULL OR ${fn.isNaN(value)})` : sql`${value} IS NULL`;
}
