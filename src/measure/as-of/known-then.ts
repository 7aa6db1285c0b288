import { identifier, raw, type Sql, sql } from '../../engine/sql.ts';
import { asOfJoin } from './as-of-join.ts';
import { type AsOfLookup, cutOff, equal, keyNames, sourceRows } from './as-of-lookup.ts';

/** Label rows that hold the value known at their time, the as-of one having been written later: joined with that cut-off. */
export interface KnownThen {
  /** The as-of value itself, which an earlier row had too. */
  readonly late: number;
  /** Another value than the as-of one, or none. */
  readonly other: number;
  /** Of those, values that a later row has too. */
  readonly future: number;
}

export async function knownThen(lookup: AsOfLookup, index: number): Promise<KnownThen> {
  const { labels, features, ttl } = lookup;
  const keys = keyNames(lookup);
  const columns = keys.map(identifier);
  const feature = features[index]!;
  const [v, w] = [identifier(`v${index}`), identifier(`w${index}`)];
  const joined = await asOfJoin(lookup);
  const odd = sql`SELECT ${columns}, t, ${v} AS v, CASE WHEN ${v} = ${w} THEN 1 ELSE 0 END AS same, count(*) AS n FROM ${joined} AS j WHERE c > t AND (${v} IS NOT NULL OR ${w} IS NOT NULL) GROUP BY ${columns}, t, ${v}, CASE WHEN ${v} = ${w} THEN 1 ELSE 0 END`;
  const last = (alias: string) => cutOff(lookup, raw(`${alias}.t`));
  const counts = [
    equal(keys, 'o', 's'),
    lookup.strict ? sql`s.t < ${last('o')}` : sql`s.t <= ${last('o')}`,
    sql`s.c <= o.t`,
    ...(ttl ? [sql`s.t >= o.t - ${ttl}`] : []),
  ].reduce((all, one) => sql`${all} AND ${one}`);
  const own = (alias: string): Sql[] => columns.map((key) => sql`${raw(alias)}.${key}`);
  const ranked = sql`SELECT o.*, s.w0, row_number() OVER (PARTITION BY ${own('o')}, o.t, o.v ORDER BY s.t DESC, s.c DESC) AS place FROM (${odd}) AS o LEFT JOIN ${sourceRows(lookup, [feature])} AS s ON ${counts}`;
  const known = sql`SELECT ${own('r')}, r.t, r.v, r.same, r.n FROM (${ranked}) AS r WHERE place = 1 AND (v = w0 OR (v IS NULL AND w0 IS NULL))`;
  const isLater = lookup.strict ? sql`s.t >= ${last('k')}` : sql`s.t > ${last('k')}`;
  const placed = sql`SELECT k.same, k.n, max(CASE WHEN ${isLater} THEN 1 ELSE 0 END) AS later FROM (${known}) AS k LEFT JOIN ${sourceRows(lookup, [feature])} AS s ON ${equal(keys, 'k', 's')} AND k.v = s.w0 GROUP BY ${own('k')}, k.t, k.v, k.same, k.n`;
  const [row = {}] = await labels.query(
    sql`SELECT sum(CASE WHEN same = 1 THEN n ELSE 0 END) AS late, sum(CASE WHEN same = 0 THEN n ELSE 0 END) AS other, sum(CASE WHEN same = 0 AND later = 1 THEN n ELSE 0 END) AS future FROM (${placed}) AS p`,
  );
  const of = (name: string) => Number(row[name] ?? 0);
  return { late: of('late'), other: of('other'), future: of('future') };
}
