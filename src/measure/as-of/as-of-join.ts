import { type Dialect, fn } from '../../engine/dialect.ts';
import { identifier, type Relation, raw, type Sql, sql } from '../../engine/sql.ts';
import { type AsOfLookup, cutOff, equal, keyNames, labelRows, sourceRows } from './as-of-lookup.ts';

/**
 * Every label row with what Feast defines as its features: the row with its keys, the latest event time that counts and, among those,
 * the latest created time; older than the ttl is none. Columns `k…, t, v…` of the label, `w…` as they should be, event time `m` and
 * created time `c` of the row found, and `ties`, how many rows share both with it. Computed once for all features of the lookup.
 */
export function asOfJoin(lookup: AsOfLookup): Promise<Relation> {
  const { asOfRows } = lookup.labels.engine.dialect;
  return asOfRows && lookup.features.length <= MOST_CARRIED ? joinRows(lookup, asOfRows) : joinTimes(lookup);
}

/** More values than these take longer to be sorted with their times than to be looked up afterwards. */
const MOST_CARRIED = 3;

/** All at once; then what shares its time with other rows is found, and put right. */
async function joinRows(lookup: AsOfLookup, asOfRows: NonNullable<Dialect['asOfRows']>): Promise<Relation> {
  const { labels, features, ttl } = lookup;
  const keys = keyNames(lookup);
  const columns = keys.map(identifier);
  const labelled = [...keys, ...features.map((_, i) => `v${i}`)].map(identifier);
  const given = ['c', ...features.map((_, i) => `w${i}`)].map(identifier);
  const at = sql`(SELECT ${labelled}, ${cutOff(lookup, raw('t'))} AS t, t AS seen FROM ${labelRows(lookup)} AS p)`;
  // DuckDB matches a row without a time, too.
  const counts = ttl ? sql`m >= seen - ${ttl}` : raw('seen IS NOT NULL');
  const young = (name: Sql) => sql`CASE WHEN ${counts} THEN ${name} END AS ${name}`;
  const matched = await labels.materialize(
    sql`SELECT ${labelled}, seen AS t, ${[raw('m'), ...given].map(young)} FROM (${asOfRows(at, sourceRows(lookup), keys, boundOf(lookup))}) AS x`,
  );
  const moments = sql`(SELECT DISTINCT ${columns}, m FROM ${matched} AS x)`;
  const source = columns.map((key) => sql`s.${key}`);
  const shared = sql`(SELECT ${source}, s.t AS m FROM ${sourceRows(lookup, [])} AS s JOIN ${moments} AS y ON ${equal(keys, 's', 'y')} AND s.t = y.m GROUP BY ${source}, s.t HAVING count(*) > 1)`;
  const tied = await labels.materialize(firstOfTied(rowsAt(lookup, shared), columns));
  const right = given.map((name) => sql`CASE WHEN f.m IS NULL THEN x.${name} ELSE f.${name} END AS ${name}`);
  return {
    relation: sql`(SELECT ${[...labelled, raw('t'), raw('m')].map((name) => sql`x.${name}`)}, ${right}, f.ties FROM ${matched} AS x LEFT JOIN ${tied} AS f ON ${equal(keys, 'x', 'f')} AND x.m = f.m)`,
  };
}

/** The times first, then the rows that have them. */
async function joinTimes(lookup: AsOfLookup): Promise<Relation> {
  const { labels, features } = lookup;
  const keys = keyNames(lookup);
  const columns = keys.map(identifier);
  const matched = await labels.materialize(matches(lookup));
  const moments = sql`(SELECT DISTINCT ${columns}, m FROM ${matched} AS x)`;
  const values = features.map((_, i) => identifier(`w${i}`));
  const found = await labels.materialize(rowsAt(lookup, moments));
  const [counted] = await labels.query(
    sql`SELECT count(*) AS n, (SELECT count(*) FROM ${moments} AS z) AS moments FROM ${found} AS f`,
  );
  const best =
    Number(counted?.n) > Number(counted?.moments)
      ? firstOfTied(sql`SELECT * FROM ${found} AS f`, columns)
      : sql`SELECT f.*, 1 AS ties FROM ${found} AS f`;
  return labels.materialize(
    sql`SELECT l.*, f.m, f.c, f.ties, ${values.map((value) => sql`f.${value}`)} FROM ${labelRows(lookup)} AS l LEFT JOIN ${matched} AS x ON ${equal(keys, 'l', 'x')} AND ${cutOff(lookup, raw('l.t'))} = x.t LEFT JOIN (${best}) AS f ON ${equal(keys, 'x', 'f')} AND x.m = f.m`,
  );
}

const boundOf = ({ strict }: AsOfLookup) => (strict ? 'before' : 'until');

/** The source's rows with the keys and event time of one of `moments`: keys, event time `m`, `c` and `w…`. */
function rowsAt(lookup: AsOfLookup, moments: Sql): Sql {
  const keys = keyNames(lookup);
  const values = ['c', ...lookup.features.map((_, i) => `w${i}`)].map(identifier);
  const own = (name: string | Sql) => sql`s.${typeof name === 'string' ? identifier(name) : name}`;
  return sql`SELECT ${keys.map(own)}, s.t AS m, ${values.map(own)} FROM ${sourceRows(lookup)} AS s JOIN ${moments} AS y ON ${equal(keys, 's', 'y')} AND s.t = y.m`;
}

/** The event time `m` of what each distinct pair of keys and time `t` is to be given. */
function matches(lookup: AsOfLookup): Sql {
  const keys = keyNames(lookup);
  const columns = keys.map(identifier);
  const at = sql`(SELECT DISTINCT ${columns}, ${cutOff(lookup, raw('t'))} AS t FROM ${labelRows(lookup)} AS p WHERE t IS NOT NULL)`;
  const events = sql`(SELECT ${columns}, t FROM ${sourceRows(lookup, [])} AS q)`;
  const young = lookup.ttl ? sql` AND m >= t + ${lookup.lag} - ${lookup.ttl}` : sql``;
  return sql`SELECT x.* FROM (${fn.asOf(at, events, keys, boundOf(lookup))}) AS x WHERE m IS NOT NULL${young}`;
}

/** Of rows with the same keys and event time the one written last. */
function firstOfTied(found: Sql, columns: readonly Sql[]): Sql {
  const within = sql`PARTITION BY ${columns}, m`;
  const ranked = sql`SELECT r.*, row_number() OVER (${within} ORDER BY CASE WHEN c IS NULL THEN 1 ELSE 0 END, c DESC) AS place, count(*) OVER (${within}, c) AS ties FROM (${found}) AS r`;
  return sql`SELECT d.* FROM (${ranked}) AS d WHERE place = 1`;
}
