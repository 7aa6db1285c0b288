import type { Row } from '../../engine/engine.ts';
import { identifier, type Relation, raw, type Sql, sql } from '../../engine/sql.ts';
import { asOfJoin } from './as-of-join.ts';
import { type AsOfLookup, cutOff, equal, keyNames, sourceRows } from './as-of-lookup.ts';

/** How the values of a feature compare with those that an as-of join gives. Each row is in one class. */
export interface AsOfCounts {
  readonly rows: number;
  /** Rows with a time. */
  readonly timed: number;
  readonly null: number;
  /** The as-of value is missing. */
  readonly nullAsOf: number;
  /** The as-of value, known at the time. */
  readonly correct: number;
  /** The value of a later row. */
  readonly future: number;
  /** Of those, the value of no earlier row. */
  readonly futureOnly: number;
  /** The as-of value, written after the label's time. */
  readonly late: number;
  /** The value of a row older than the ttl. */
  readonly stale: number;
  /** The value of an earlier row than the as-of one. */
  readonly older: number;
  /** Missing, where a value existed. */
  readonly missing: number;
  /** A value that the source never had for the key. */
  readonly other: number;
  /** Rows whose value could be of an earlier or a later row, or of one of several at the same time. */
  readonly ambiguous: number;
  /** Rows, of whatever class, with the as-of value, stamped at the very last moment that counts. */
  readonly atTime: number;
}

/** Counts of the classes for one feature of a lookup, over all label rows. */
export async function classify(lookup: AsOfLookup, index: number): Promise<AsOfCounts> {
  const joined = await asOfJoin(lookup);
  const totals = await totalsOf(lookup, joined);
  const of = (name: string) => Number(totals[`${name}${index}`] ?? 0);
  const base = {
    rows: Number(totals.n),
    timed: Number(totals.timed),
    null: of('null'),
    nullAsOf: of('gone'),
    missing: of('missing'),
  };
  const found = of('wrong') ? await searchSource(lookup, index, joined.relation) : NOTHING;
  return {
    ...base,
    correct: of('right') - of('late') + found.tied - found.tiedLate,
    late: of('late') + found.tiedLate,
    future: found.future,
    futureOnly: found.futureOnly,
    stale: found.stale,
    older: found.older,
    other: found.other,
    ambiguous: of('tied') + found.tied + (found.future - found.futureOnly),
    atTime: of('at_time'),
  };
}

/** For each feature of the lookup, the rows that hold its as-of value, stamped at the very last moment that counts. */
export async function valuesAtTime(lookup: AsOfLookup): Promise<readonly number[]> {
  const totals = await totalsOf(lookup, await asOfJoin(lookup));
  return lookup.features.map((_, i) => Number(totals[`at_time${i}`] ?? 0));
}

async function totalsOf(lookup: AsOfLookup, joined: Relation): Promise<Row> {
  const counts = lookup.features.map((_, i) => countsOf(lookup, i));
  const [totals = {}] = await lookup.labels.query(sql`SELECT count(*) AS n, count(t) AS timed, ${counts} FROM ${joined} AS j`);
  return totals;
}

function countsOf(lookup: AsOfLookup, i: number): Sql {
  const { v, w } = { v: identifier(`v${i}`), w: identifier(`w${i}`) };
  const right = sql`(${v} = ${w} OR (${v} IS NULL AND ${w} IS NULL))`;
  const count = (name: string, condition: Sql) =>
    sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS ${identifier(`${name}${i}`)}`;
  return sql`${[
    count('null', sql`${v} IS NULL`),
    count('gone', sql`${w} IS NULL`),
    count('right', right),
    count('late', sql`${v} = ${w} AND c > t`),
    count('at_time', sql`${v} = ${w} AND m = ${cutOff(lookup, raw('t'))}`),
    count('missing', sql`${v} IS NULL AND ${w} IS NOT NULL`),
    count('wrong', wrong(i)),
    count('tied', sql`${v} = ${w} AND ties > 1`),
  ]}`;
}

/** A value that is there and isn't the as-of value. */
export const wrong = (i: number): Sql =>
  sql`(${identifier(`v${i}`)} IS NOT NULL AND (${identifier(`w${i}`)} IS NULL OR ${identifier(`v${i}`)} <> ${identifier(`w${i}`)}))`;

const NOTHING = { future: 0, futureOnly: 0, stale: 0, older: 0, other: 0, tied: 0, tiedLate: 0 };

/** Where in the source the wrong values stand. */
async function searchSource(lookup: AsOfLookup, i: number, joined: Sql): Promise<typeof NOTHING> {
  const keys = keyNames(lookup);
  const columns = keys.map(identifier);
  const feature = lookup.features[i]!;
  const v = identifier(`v${i}`);
  const odd = sql`SELECT ${columns}, t, ${v} AS v, m, c, count(*) AS n FROM ${joined} AS j WHERE ${wrong(i)} GROUP BY ${columns}, t, ${v}, m, c`;
  const last = cutOff(lookup, raw('o.t'));
  const isFuture = lookup.strict ? sql`s.t >= ${last}` : sql`s.t > ${last}`;
  const isStale = lookup.ttl ? sql`s.t < o.t - ${lookup.ttl}` : raw('1 = 0');
  const isTied = sql`s.t = o.m AND (s.c = o.c OR (s.c IS NULL AND o.c IS NULL))`;
  const seen = (name: string, condition: Sql) => sql`max(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS ${raw(name)}`;
  const places = sql`SELECT ${columns.map((key) => sql`o.${key}`)}, o.t, o.v, o.n, o.c, ${[
    seen('future', isFuture),
    seen('stale', sql`${isStale} AND NOT ${sql`(${isFuture})`}`),
    seen('older', sql`s.t IS NOT NULL AND NOT (${isFuture}) AND NOT (${isStale})`),
    seen('tied', isTied),
  ]} FROM (${odd}) AS o LEFT JOIN ${sourceRows(lookup, [feature])} AS s ON ${equal(keys, 'o', 's')} AND o.v = s.w0 GROUP BY ${columns.map((key) => sql`o.${key}`)}, o.t, o.v, o.n, o.c, o.m`;
  const count = (name: string, condition: string) => sql`sum(CASE WHEN ${raw(condition)} THEN n ELSE 0 END) AS ${raw(name)}`;
  const [row = {}] = await lookup.labels.query(
    sql`SELECT ${[
      count('tied', 'tied = 1'),
      count('tied_late', 'tied = 1 AND c > t'),
      count('future', 'tied = 0 AND future = 1'),
      count('future_only', 'tied = 0 AND future = 1 AND older = 0 AND stale = 0'),
      count('older', 'tied = 0 AND future = 0 AND older = 1'),
      count('stale', 'tied = 0 AND future = 0 AND older = 0 AND stale = 1'),
      count('other', 'tied = 0 AND future = 0 AND older = 0 AND stale = 0'),
    ]} FROM (${places}) AS p`,
  );
  const of = (name: string) => Number(row[name] ?? 0);
  return {
    future: of('future'),
    futureOnly: of('future_only'),
    stale: of('stale'),
    older: of('older'),
    other: of('other'),
    tied: of('tied'),
    tiedLate: of('tied_late'),
  };
}
