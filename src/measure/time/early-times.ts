import { type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';

/** Before this moment there is little data of what is predicted now, and much of clocks that were never set and of mistaken units. */
const EARLY = Date.UTC(1990, 0, 1) * 1000;
/** Histories have no gap as long as this. */
const APART = 10 * 365.2425 * 86_400e6;

export interface EarlyTimes {
  readonly rows: number;
  /** Microseconds from the last of them to what follows. */
  readonly gap: number;
  readonly condition: Sql;
}

/** Times before 1990 that lie ten years or more before all others and before `next`; undefined where there are none. */
export async function earlyTimes(table: Table, time: Sql, next: number): Promise<EarlyTimes | undefined> {
  if (next < EARLY) return undefined;
  const condition = sql`${time} < ${EARLY}`;
  const found = await table.aggregate({
    rows: sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`,
    last: sql`max(CASE WHEN ${condition} THEN ${time} END)`,
    first: sql`min(CASE WHEN ${time} >= ${EARLY} THEN ${time} END)`,
  });
  const rows = Number(found.rows ?? 0);
  const gap = Math.min(next, Number(found.first ?? next)) - Number(found.last);
  return rows > 0 && gap >= APART ? { rows, gap, condition } : undefined;
}
