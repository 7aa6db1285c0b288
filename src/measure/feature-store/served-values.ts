import { identifier, raw, type Sql, sql } from '../../engine/sql.ts';
import type { FeatureLog, LoggedFeature } from '../../load/feature-log.ts';
import { timeOf } from '../time/event-time.ts';

/** What a feature server said of a value (feast.serving.FieldStatus). */
export const STATUS = { PRESENT: 1, NULL_VALUE: 2, NOT_FOUND: 3, OUTSIDE_MAX_AGE: 4 } as const;

/** Rows of a log, by what was served as a feature. */
export interface ServedCounts {
  readonly rows: number;
  readonly present: number;
  readonly nullValue: number;
  readonly notFound: number;
  readonly outsideMaxAge: number;
  /** Served as present, and stamped after it was served. */
  readonly future: number;
  /** Served as present, and older than the ttl. */
  readonly stale: number;
  /** Age of the oldest value that was served as present, in seconds; null where none has a time. */
  readonly oldestSeconds: number | null;
}

/** `tolerance`: microseconds that clocks may differ by. */
export async function servedCounts(
  { table, time }: FeatureLog,
  feature: LoggedFeature,
  tolerance: number,
): Promise<ServedCounts | undefined> {
  const [served, stamped] = [await timeOf(table, time), await timeOf(table, feature.time)];
  if (!served || !stamped || feature.status.kind !== 'integer') return undefined;
  const status = identifier(feature.status.name);
  const age = sql`(${served} - ${stamped})`;
  const count = (condition: Sql) => sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
  const isPresent = sql`${status} = ${STATUS.PRESENT}`;
  const ttl = feature.ttl ?? 0;
  const counts = await table.aggregate({
    rows: raw('count(*)'),
    present: count(isPresent),
    nullValue: count(sql`${status} = ${STATUS.NULL_VALUE}`),
    notFound: count(sql`${status} = ${STATUS.NOT_FOUND}`),
    outsideMaxAge: count(sql`${status} = ${STATUS.OUTSIDE_MAX_AGE}`),
    future: count(sql`${isPresent} AND ${age} < ${-tolerance}`),
    stale: ttl ? count(sql`${isPresent} AND ${age} > ${ttl + tolerance}`) : raw('0'),
    oldest: sql`max(CASE WHEN ${isPresent} THEN ${age} END)`,
  });
  const { oldest, ...numbers } = counts;
  const entries = Object.entries(numbers).map(([name, value]) => [name, Number(value ?? 0)]);
  const known = Object.fromEntries(entries) as Record<keyof typeof numbers, number>;
  return { ...known, oldestSeconds: oldest === null ? null : Number(oldest) / 1e6 };
}
