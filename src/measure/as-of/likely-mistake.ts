import { fn } from '../../engine/dialect.ts';
import { identifier, type Relation, raw, type Sql, sql } from '../../engine/sql.ts';
import { asOfJoin } from './as-of-join.ts';
import { type AsOfLookup, equal, keyNames, sourceRows } from './as-of-lookup.ts';

/** A wrong way to join that gives the values seen. */
export type Mistake =
  | { readonly kind: 'inclusive' | 'undelayed' | 'latest' | 'forward' | 'nearest' | 'back-filled' | 'ttl-ignored' }
  | { readonly kind: 'offset'; readonly micros: number };

/** Label rows that explanations are tried on, and the share of them that one must explain. */
const PROBES = 2000;
const EXPLAINED = 0.98;
const HOUR = 3600e6;
/** Offsets of time zones, nearest first. */
const HOURS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 5.5, 9.5, 3.5, 4.5, 6.5, 5.75].flatMap((hours) => [hours, -hours]);

/** The mistake that explains nearly all of a feature's values where an as-of join doesn't. Tried on a sample: a hint, never a verdict. */
export async function likelyMistake(lookup: AsOfLookup, index: number): Promise<Mistake | undefined> {
  const { labels } = lookup;
  const keys = keyNames(lookup);
  const columns = keys.map(identifier);
  const v = identifier(`v${index}`);
  const joined = await asOfJoin(lookup);
  const probes = await labels.materialize(
    sql`SELECT ${columns}, t, v FROM (SELECT DISTINCT ${columns}, t, ${v} AS v FROM ${joined} AS j WHERE ${v} IS NOT NULL AND t IS NOT NULL) AS d ORDER BY ${fn.hash(raw('t'), 11)} LIMIT ${PROBES}`,
  );
  const events = await labels.materialize(
    sql`SELECT s.* FROM ${sourceRows(lookup, [lookup.features[index]!])} AS s WHERE EXISTS (SELECT 1 FROM ${probes} AS p WHERE ${equal(keys, 's', 'p')})`,
  );
  const at = (offset: number) => sql`(SELECT DISTINCT ${columns}, t + ${offset} AS t FROM ${probes} AS p)`;
  const times = sql`(SELECT DISTINCT ${columns}, t FROM ${events} AS e)`;
  const [until, from] = [fn.asOf(at(0), times, keys, 'until'), fn.asOf(at(0), times, keys, 'from')];
  const both = (m: Sql) =>
    sql`SELECT ${columns.map((key) => sql`u.${key}`)}, u.t, ${m} AS m FROM (${until}) AS u JOIN (${from}) AS f ON ${equal(keys, 'u', 'f')} AND u.t = f.t`;
  const latest = sql`SELECT ${columns.map((key) => sql`a.${key}`)}, a.t, l.m FROM ${at(0)} AS a JOIN (SELECT ${columns}, max(t) AS m FROM ${times} AS x GROUP BY ${columns}) AS l ON ${equal(keys, 'a', 'l')}`;
  const shifted = (offset: number) =>
    sql`SELECT ${columns}, t - ${offset} AS t, m FROM (${fn.asOf(at(offset), times, keys, 'until')}) AS z`;
  const young = lookup.ttl ? sql` WHERE m >= t - ${lookup.ttl}` : sql``;
  const upTo = (lag: number) => sql`SELECT y.* FROM (${shifted(-lag)}) AS y${young}`;
  const inTime = lookup.ttl ? sql`u.m >= u.t - ${lookup.ttl}` : sql`u.m IS NOT NULL`;
  const ways: (readonly [Mistake, Sql])[] = [
    ...(lookup.strict ? ([[{ kind: 'inclusive' }, upTo(lookup.lag)]] as const) : []),
    ...(lookup.lag ? ([[{ kind: 'undelayed' }, upTo(0)]] as const) : []),
    ...(lookup.ttl ? ([[{ kind: 'ttl-ignored' }, until]] as const) : []),
    [{ kind: 'latest' }, latest],
    [{ kind: 'back-filled' }, both(sql`CASE WHEN ${inTime} THEN u.m ELSE f.m END`)],
    [{ kind: 'nearest' }, both(sql`CASE WHEN f.m IS NULL OR u.t - u.m <= f.m - u.t THEN u.m ELSE f.m END`)],
    [{ kind: 'forward' }, from],
    ...HOURS.map((hours) => [{ kind: 'offset', micros: hours * HOUR }, shifted(hours * HOUR)] as const),
  ];
  for (const [mistake, matches] of ways) if (await explains(lookup, probes, events, matches)) return mistake;
  return undefined;
}

async function explains(lookup: AsOfLookup, probes: Relation, events: Relation, matches: Sql): Promise<boolean> {
  const keys = keyNames(lookup);
  const own = keys.map((key) => sql`p.${identifier(key)}`);
  const hits = sql`SELECT max(CASE WHEN e.w0 = p.v THEN 1 ELSE 0 END) AS hit FROM ${probes} AS p LEFT JOIN (${matches}) AS x ON ${equal(keys, 'p', 'x')} AND p.t = x.t LEFT JOIN ${events} AS e ON ${equal(keys, 'x', 'e')} AND x.m = e.t GROUP BY ${own}, p.t, p.v`;
  const [row] = await lookup.labels.query(sql`SELECT sum(hit) AS hits, count(*) AS probes FROM (${hits}) AS h`);
  return Number(row?.hits) >= EXPLAINED * Number(row?.probes);
}
