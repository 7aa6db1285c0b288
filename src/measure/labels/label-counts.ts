import { frameValue } from '../../engine/frame.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';

const MAX_CLASSES = 100_000;

/** How often each class occurs over all rows of a table; numbers by their value, so that 1 and 1.0 are one class. Undefined without plain values. */
export async function labelCounts(table: Table, target: string): Promise<ReadonlyMap<string, number> | undefined> {
  const frame = await table.frame();
  const numbers = frame.numbers(target);
  const values: ArrayLike<number | string | null> | undefined = numbers ?? frame.texts(target);
  if (!values) return undefined;
  const counts = new Map<string, number>();
  if (!frame.sampled) {
    for (let row = 0; row < frame.rows; row++) {
      const value = values[row]!;
      if (value !== null && !Number.isNaN(value)) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
    return counts;
  }
  const label = frameValue(table.column(target)!)!;
  const rows = await table.query(
    sql`SELECT ${label} AS label, count(*) AS n FROM ${table} WHERE ${label} IS NOT NULL GROUP BY ${label} ORDER BY n DESC LIMIT ${MAX_CLASSES}`,
  );
  for (const { label: value, n } of rows) if (!Number.isNaN(value)) counts.set(String(value), Number(n));
  return counts;
}
