import { identifier, raw, type Sql, sql } from '../../engine/sql.ts';
import { type AsOfLookup, sourceRows } from './as-of-lookup.ts';

const HOUR = 3600e6;
const DAY = 24 * HOUR;
/** Windows that divide a day, in hours, longest first. */
const HOURS = [12, 8, 6, 4, 3, 2, 1];
/** More midnights than these in one source are days. */
const MOST_MIDNIGHTS = 2000;

/** The spans of time whose beginnings all rows of a source are stamped with. */
export interface StampedWindow {
  readonly name: string;
  /** Microseconds; of months and years the least that they last. */
  readonly micros: number;
  /** How many of them the source has. */
  readonly count: number;
}

/** Undefined where rows are stamped at other times than the beginnings (UTC) of hours, weeks, months or years, or at one time of every day. */
export async function stampedWindow(lookup: AsOfLookup): Promise<StampedWindow | undefined> {
  const off = (span: number): Sql => sql`max(${raw('t')} - ${span} * floor(t / ${span}))`;
  const isOff = HOURS.map((hours) => sql`${off(hours * HOUR)} AS ${identifier(`off${hours}`)}`);
  const rows = sourceRows(lookup, []);
  const [row = {}] = await lookup.source.query(
    sql`SELECT count(DISTINCT t) AS n, ${off(DAY)} AS day, min(t - ${DAY} * floor(t / ${DAY})) AS least, ${isOff} FROM ${rows} AS s`,
  );
  const count = Number(row.n);
  if (!count) return undefined;
  if (Number(row.day) === 0) {
    if (count > MOST_MIDNIGHTS) return undefined;
    const stamps = await lookup.source.query(sql`SELECT DISTINCT t FROM ${rows} AS s`);
    const long = longWindow(stamps.map(({ t }) => Number(t)));
    return long && { ...long, count };
  }
  if (Number(row.least) === Number(row.day)) return undefined;
  const hours = HOURS.find((one) => Number(row[`off${one}`]) === 0);
  return hours ? { name: hours === 1 ? 'hour' : `${hours} hours`, micros: hours * HOUR, count } : undefined;
}

/** Of midnights, in microseconds. */
function longWindow(midnights: readonly number[]): Omit<StampedWindow, 'count'> | undefined {
  const dates = midnights.map((micros) => new Date(micros / 1000));
  if (dates.every((date) => date.getUTCDate() === 1)) {
    const isEvery = (months: number) => dates.every((date) => date.getUTCMonth() % months === 0);
    if (isEvery(12)) return { name: 'year', micros: 365 * DAY };
    if (isEvery(3)) return { name: 'quarter', micros: 90 * DAY };
    return { name: 'month', micros: 28 * DAY };
  }
  return dates.every((date) => date.getUTCDay() === dates[0]!.getUTCDay()) ? { name: 'week', micros: 7 * DAY } : undefined;
}
