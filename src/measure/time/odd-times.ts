import { type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { centurySlips } from './century-slips.ts';

const YEAR = 366 * 86_400e6;
/** Beyond the calendar, in microseconds: infinities of the engine. */
const FAR = 3e17;
/** Moments that stand for "no date": what 0 and −1 seconds, the last 32-bit second, and the ends of the calendar are written as. */
const PLACEHOLDERS: readonly number[] = [
  '1970-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2038-01-19T03:14:07Z',
  '1900-01-01T00:00:00Z',
  '9999-12-31T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
].map((text) => Date.parse(text) * 1000);

export interface OddRows {
  readonly rows: number;
  readonly condition: Sql;
}

/** Times that can hardly be meant. Microseconds since 1970 UTC. */
export interface OddTimes {
  /** Rows with a time. */
  readonly of: number;
  /** Of the times within the calendar that stand for themselves; undefined where there are none. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Such times, null elsewhere. */
  readonly real: Sql;
  readonly future?: OddRows;
  /** Times that lie among the others once they have their century back. */
  readonly slips: number;
  /** Moments that stand for no date, more than a year from all others; looked for where there are at least as many as asked. */
  readonly placeholders?: OddRows;
}

/** `asOf`: the last moment that isn't future. */
export async function oddTimes(table: Table, time: Sql, asOf: number, leastPlaceholders: number): Promise<OddTimes> {
  const isPlaceholder = sql`${time} IN (${PLACEHOLDERS.map((micros) => sql`${micros}`)})`;
  const real = sql`CASE WHEN ${time} BETWEEN ${-FAR} AND ${FAR} AND NOT (${isPlaceholder}) THEN ${time} END`;
  const range = await rangeOf(table, time, real, isPlaceholder);
  const of = Number(range.of);
  if (range.first === null || range.last === null) return { of, first: undefined, last: undefined, real, slips: 0 };
  const [first, last] = [Number(range.first), Number(range.last)];
  const rowsOf = async (condition: Sql): Promise<OddRows> => {
    const { rows } = await table.aggregate({ rows: sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)` });
    return { rows: Number(rows), condition };
  };
  const future = last > asOf ? await rowsOf(sql`${real} > ${asOf}`) : undefined;
  const slips = await centurySlips(table, real, first, last);
  // A birthday may well be 1970-01-01: only a moment far from all others stands for none.
  const apart = PLACEHOLDERS.filter((micros) => micros < first - YEAR || micros > last + YEAR);
  const isLooked = apart.length > 0 && Number(range.odd) >= leastPlaceholders;
  const placeholders = isLooked ? await rowsOf(sql`${time} IN (${apart.map((micros) => sql`${micros}`)})`) : undefined;
  return { of, first, last, real, ...(future && { future }), slips: slips?.rows ?? 0, ...(placeholders && { placeholders }) };
}

/** Where all moments lie within the calendar and none between them stands for no date, their plain ends are the range. */
async function rangeOf(table: Table, time: Sql, real: Sql, isPlaceholder: Sql) {
  const all = await table.aggregate({ of: sql`count(${time})`, first: sql`min(${time})`, last: sql`max(${time})` });
  const [first, last] = [Number(all.first), Number(all.last)];
  const isPlain = first >= -FAR && last <= FAR && !PLACEHOLDERS.some((micros) => micros >= first && micros <= last);
  if (isPlain || all.first === null) return { ...all, odd: 0 };
  const odd = sql`sum(CASE WHEN ${isPlaceholder} THEN 1 ELSE 0 END)`;
  const inside = await table.aggregate({ first: sql`min(${real})`, last: sql`max(${real})`, odd });
  return { of: all.of, ...inside };
}
