import { identifier, raw, type Sql, sql } from '../../engine/sql.ts';
import { asOfJoin } from './as-of-join.ts';
import { type AsOfLookup, sourceRows } from './as-of-lookup.ts';

const DAY = 86_400e6;

/** At what time of the day the rows of a source are stamped. */
export interface DayStamps {
  readonly rows: number;
  readonly days: number;
  /** Microseconds after midnight UTC, where it is one for all rows. */
  readonly timeOfDay: number | undefined;
}

export async function dayStamps(lookup: AsOfLookup): Promise<DayStamps> {
  const [row = {}] = await lookup.source.query(
    sql`SELECT count(*) AS n, count(DISTINCT ${dayOf(raw('t'))}) AS days, min(${withinDay(raw('t'))}) AS least, max(${withinDay(raw('t'))}) AS most FROM ${sourceRows(lookup, [])} AS s`,
  );
  const [least, most] = [Number(row.least ?? 0), Number(row.most ?? 0)];
  return { rows: Number(row.n), days: Number(row.days), timeOfDay: least === most ? least : undefined };
}

/** Label rows that hold the value of a row stamped earlier on the same day. */
export interface SameDay {
  readonly rows: number;
  readonly sameDay: number;
  /** Of those, rows whose value was written by the label's time. */
  readonly written: number;
  /** Of those, rows whose value was written after the day that it is stamped with. */
  readonly afterDay: number;
}

/** For each feature of the lookup. */
export async function sameDayValues(lookup: AsOfLookup): Promise<readonly SameDay[]> {
  const joined = await asOfJoin(lookup);
  const counts = lookup.features.map((_, i) => {
    const [v, w] = [identifier(`v${i}`), identifier(`w${i}`)];
    const count = (name: string, condition: Sql) =>
      sql`sum(CASE WHEN ${v} = ${w} AND t > m AND t < m + ${DAY} AND ${condition} THEN 1 ELSE 0 END) AS ${identifier(`${name}${i}`)}`;
    return sql`${count('same_day', raw('1 = 1'))}, ${count('written', raw('c <= t'))}, ${count('after_day', sql`c >= m + ${DAY}`)}`;
  });
  const [row = {}] = await lookup.labels.query(sql`SELECT count(t) AS n, ${counts} FROM ${joined} AS j`);
  const of = (name: string) => Number(row[name] ?? 0);
  return lookup.features.map((_, i) => ({
    rows: of('n'),
    sameDay: of(`same_day${i}`),
    written: of(`written${i}`),
    afterDay: of(`after_day${i}`),
  }));
}

const dayOf = (t: Sql): Sql => sql`floor(${t} / ${DAY})`;
const withinDay = (t: Sql): Sql => sql`(${t} - ${DAY} * ${dayOf(t)})`;
