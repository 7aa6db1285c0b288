import type { Column } from '../../engine/column.ts';
import type { Frame, FrameColumn } from '../../engine/frame.ts';
import { hasRun } from '../../stats/sorted.ts';
import { total } from '../../stats/total.ts';
import { levelCounts } from './level-counts.ts';
import { sortedValues } from './sorted-values.ts';

/** Groups of a frame's columns that have equal values in all its rows, missing ones included; in which at least `varied` rows differ from the commonest value. */
export function equalColumns(frame: Frame, columns: readonly Column[], varied: number): Column[][] {
  const groups = new Map<string, { column: Column; values: FrameColumn }[][]>();
  for (const column of columns) {
    const values = frame.columns.get(column.name);
    if (!values || isCommon(values, frame.rows, frame.rows - varied)) continue;
    const key = `${values instanceof Float64Array ? 'n' : 't'}${digest(values, frame.rows)}`;
    const alike = groups.get(key) ?? [];
    groups.set(key, alike);
    const same = alike.find(([first]) => first && areEqual(first.values, values, frame.rows));
    if (same) same.push({ column, values });
    else alike.push([{ column, values }]);
  }
  return [...groups.values()]
    .flat()
    .filter(({ length }) => length > 1)
    .map((group) => group.map(({ column }) => column));
}

/** Whether a value, or its absence, stands in more than `most` rows. */
function isCommon(values: FrameColumn, rows: number, most: number): boolean {
  if (values instanceof Float64Array) {
    const sorted = sortedValues(values);
    return rows - sorted.length > most || hasRun(sorted, most + 1);
  }
  const counts = [...levelCounts(values).values()];
  return rows - total(counts) > most || counts.some((n) => n > most);
}

/** Of the first rows: enough to keep most unequal columns apart. */
function digest(values: FrameColumn, rows: number): string {
  const some: unknown[] = [];
  for (let i = 0; i < 16; i++) some.push(values[Math.floor((i * rows) / 16)]);
  return some.join('\0');
}

function areEqual(a: FrameColumn, b: FrameColumn, rows: number): boolean {
  for (let row = 0; row < rows; row++) {
    if (a[row] !== b[row] && !(Number.isNaN(a[row]) && Number.isNaN(b[row]))) return false;
  }
  return true;
}
