import { identifier, raw, sql } from '../../engine/sql.ts';
import { type AsOfLookup, asOfJoin, cutOff, equal, keyNames, sourceRows } from './as-of-lookup.ts';

/** Label rows that have an earlier value than the as-of one, or none, because that was not written yet: the value known at the time. */
export async function knownThen(lookup: AsOfLookup, index: number): Promise<number> {
  const { labels, features, ttl } = lookup;
  const keys = keyNames(lookup);
  const columns = keys.map(identifier);
  const [v, w] = [identifier(`v${index}`), identifier(`w${index}`)];
  const joined = await asOfJoin(lookup);
  const odd = sql`SELECT ${columns}, t, ${v} AS v, count(*) AS n FROM ${joined} AS j WHERE c > t AND (${v} <> ${w} OR (${v} IS NULL AND ${w} IS NOT NULL)) GROUP BY ${columns}, t, ${v}`;
  const last = cutOff(lookup, raw('o.t'));
  const counts = [
    equal(keys, 'o', 's'),
    lookup.strict ? sql`s.t < ${last}` : sql`s.t <= ${last}`,
    sql`s.c <= o.t`,
    ...(ttl ? [sql`s.t >= o.t - ${ttl}`] : []),
  ].reduce((all, one) => sql`${all} AND ${one}`);
  const own = columns.map((key) => sql`o.${key}`);
  const ranked = sql`SELECT o.v, o.n, s.w0, row_number() OVER (PARTITION BY ${own}, o.t, o.v ORDER BY s.t DESC, s.c DESC) AS place FROM (${odd}) AS o LEFT JOIN ${sourceRows(lookup, [features[index]!])} AS s ON ${counts}`;
  const [row] = await labels.query(
    sql`SELECT sum(n) AS n FROM (${ranked}) AS r WHERE place = 1 AND (v = w0 OR (v IS NULL AND w0 IS NULL))`,
  );
  return Number(row?.n ?? 0);
}
