import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, join, type Relation, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Form } from '../columns/comparable.ts';

export interface AsOfFeature {
  readonly column: Column;
  readonly value: Column;
  readonly form: Form;
}

/** How features of labels are looked up in a source. Spans are in microseconds. */
export interface AsOfLookup {
  readonly labels: Table;
  readonly source: Table;
  readonly keys: readonly { readonly labels: Column; readonly source: Column; readonly form: Form }[];
  /** Of the labels; times are microseconds since 1970 UTC, as doubles. */
  readonly time: Sql;
  /** Of the source. */
  readonly event: Sql;
  readonly created?: Sql | undefined;
  /** How old a value may be; 0: any age. */
  readonly ttl: number;
  /** How much earlier than the label's time a value must have been stamped. */
  readonly lag: number;
  /** Whether a value stamped at the last moment counts. */
  readonly strict: boolean;
  /** All that are looked up in this way: one statement serves them. */
  readonly features: readonly AsOfFeature[];
}

/** Names of key columns in the statements. */
export const keyNames = ({ keys }: AsOfLookup): string[] => (keys.length ? keys.map((_, i) => `k${i}`) : ['k0']);

/** The labels: keys `k…`, time `t` and the features' values `v…`. */
export function labelRows(lookup: AsOfLookup): Sql {
  const values = lookup.features.map(({ column, form }, i) => sql`${form(column)} AS ${identifier(`v${i}`)}`);
  return sql`(SELECT ${keyList(lookup, 'labels')}, ${lookup.time} AS t${values.map((value) => sql`, ${value}`).reduce(concat, sql``)} FROM ${lookup.labels} AS l)`;
}

/** The source: keys `k…`, event time `t`, created time `c` and values `w…`. Rows without a time are none. */
export function sourceRows(lookup: AsOfLookup, features = lookup.features): Sql {
  const values = features.map(({ value, form }, i) => sql`, ${form(value)} AS ${identifier(`w${i}`)}`);
  const created = lookup.created ?? raw('CAST(NULL AS DOUBLE)');
  return sql`(SELECT ${keyList(lookup, 'source')}, ${lookup.event} AS t, ${created} AS c${values.reduce(concat, sql``)} FROM ${lookup.source} AS s WHERE ${lookup.event} IS NOT NULL)`;
}

/** The last moment whose value counts for a label at `t`. */
export const cutOff = ({ lag }: AsOfLookup, t: Sql): Sql => (lag ? sql`(${t} - ${lag})` : t);

/**
 * Every label row with what Feast defines as its features: the row with its keys, the latest event time that counts and, among those,
 * the latest created time; older than the ttl is none. Columns `k…, t, v…` of the label, `w…` as they should be, event time `m` and
 * created time `c` of the row found, and `ties`, how many rows share both with it. Computed once for all features of the lookup.
 */
export async function asOfJoin(lookup: AsOfLookup): Promise<Relation> {
  const { labels, features } = lookup;
  const keys = keyNames(lookup);
  const columns = keys.map(identifier);
  const matched = await labels.materialize(matches(lookup));
  const moments = sql`(SELECT DISTINCT ${columns}, m FROM ${matched} AS x)`;
  const values = features.map((_, i) => identifier(`w${i}`));
  const found = await labels.materialize(
    sql`SELECT ${columns.map((key) => sql`s.${key}`)}, s.t AS m, s.c, ${values.map((value) => sql`s.${value}`)} FROM ${sourceRows(lookup)} AS s JOIN ${moments} AS y ON ${equal(keys, 's', 'y')} AND s.t = y.m`,
  );
  const [counted] = await labels.query(
    sql`SELECT count(*) AS n, (SELECT count(*) FROM ${moments} AS z) AS moments FROM ${found} AS f`,
  );
  const best =
    Number(counted?.n) > Number(counted?.moments) ? firstOfTied(found, columns) : sql`SELECT f.*, 1 AS ties FROM ${found} AS f`;
  return labels.materialize(
    sql`SELECT l.*, f.m, f.c, f.ties, ${values.map((value) => sql`f.${value}`)} FROM ${labelRows(lookup)} AS l LEFT JOIN ${matched} AS x ON ${equal(keys, 'l', 'x')} AND ${cutOff(lookup, raw('l.t'))} = x.t LEFT JOIN (${best}) AS f ON ${equal(keys, 'x', 'f')} AND x.m = f.m`,
  );
}

/** The event time `m` of what each distinct pair of keys and time `t` is to be given. */
function matches(lookup: AsOfLookup): Sql {
  const keys = keyNames(lookup);
  const columns = keys.map(identifier);
  const at = sql`(SELECT DISTINCT ${columns}, ${cutOff(lookup, raw('t'))} AS t FROM ${labelRows(lookup)} AS p WHERE t IS NOT NULL)`;
  const events = sql`(SELECT ${columns}, t FROM ${sourceRows(lookup, [])} AS q)`;
  const young = lookup.ttl ? sql` AND m >= t + ${lookup.lag} - ${lookup.ttl}` : sql``;
  return sql`SELECT x.* FROM (${fn.asOf(at, events, keys, lookup.strict ? 'before' : 'until')}) AS x WHERE m IS NOT NULL${young}`;
}

/** Of rows with the same keys and event time the one written last. */
function firstOfTied(found: Relation, columns: readonly Sql[]): Sql {
  const within = sql`PARTITION BY ${columns}, m`;
  const ranked = sql`SELECT r.*, row_number() OVER (${within} ORDER BY CASE WHEN c IS NULL THEN 1 ELSE 0 END, c DESC) AS place, count(*) OVER (${within}, c) AS ties FROM ${found} AS r`;
  return sql`SELECT d.* FROM (${ranked}) AS d WHERE place = 1`;
}

export const equal = (keys: readonly string[], a: string, b: string): Sql =>
  join(
    keys.map((key) => sql`${raw(a)}.${identifier(key)} = ${raw(b)}.${identifier(key)}`),
    ' AND ',
  );

function keyList({ keys }: AsOfLookup, side: 'labels' | 'source'): Sql {
  if (!keys.length) return raw('1 AS k0');
  return join(keys.map((key, i) => sql`${key.form(key[side])} AS ${identifier(`k${i}`)}`));
}

const concat = (a: Sql, b: Sql): Sql => sql`${a}${b}`;
