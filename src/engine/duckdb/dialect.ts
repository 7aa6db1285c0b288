import { presentKeys } from '../as-of-by-window.ts';
import type { AsOfBound, Dialect } from '../dialect.ts';
import { balanced, identifier, join, raw, type Sql, sql } from '../sql.ts';

const COMPARISON = { until: '>=', before: '>', from: '<=' } as const;
/** A power of two. */
const HASH_PARTS = 8;
const QUOTED_NUMBER = new Set(['NaN', 'Infinity', '-Infinity']);

export const duckdbDialect: Dialect = {
  name: 'duckdb',
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  literal(value) {
    if (value === null) return 'NULL';
    if (typeof value === 'string') return textLiteral(value);
    if (typeof value === 'number') return numberLiteral(value);
    if (typeof value === 'bigint') return `${value}`;
    return value ? 'TRUE' : 'FALSE';
  },

  toDouble: (value) => sql`CAST(${value} AS DOUBLE)`,
  toText: (value) => sql`CAST(${value} AS VARCHAR)`,
  tryDouble: (value) => sql`TRY_CAST(${value} AS DOUBLE)`,
  // A timestamp without a zone would drop the offset that a text has.
  tryTimestamp: (value) => sql`CAST(TRY_CAST(${value} AS TIMESTAMPTZ) AS TIMESTAMP)`,
  epochMicros: (value) => sql`epoch_us(${value})`,
  isNaN: (value) => sql`isnan(${value})`,
  isFinite: (value) => sql`isfinite(${value})`,
  // The last argument enters by an exclusive or, which the outer hash must undo: else columns could be swapped.
  hash: (value, salt) => sql`hash(hash(${value}, ${salt}))`,
  hashRow: (values, salt) => sql`hash(hash(${salt}, ${values}))`,
  combineHashes: (hashes) => balanced(hashes, (a, b) => sql`xor(${a}, ${b})`),
  bucket: (hash, buckets) => sql`CAST(${hash} % ${buckets} AS INTEGER)`,
  // In parts, whose tables of hashes fit a processor's cache: nearly twice as fast.
  countDistinctHashes: (hash, relation) => {
    const parts = Array.from(
      { length: HASH_PARTS },
      (_, part) => sql`SELECT count(DISTINCT ${hash}) AS n FROM ${relation} WHERE (${hash} & ${HASH_PARTS - 1}) = ${part}`,
    );
    return sql`SELECT sum(n) AS n FROM (${join(parts, ' UNION ALL ')})`;
  },
  quantile: (value, q) => sql`quantile_cont(${value}, ${q})`,
  approxDistinct: (value) => sql`approx_count_distinct(${value})`,
  sum: (value) => sql`fsum(${value})`,
  // var_pop ends the statement where a square would overflow.
  variance: (value) =>
    sql`CASE WHEN max(abs(CAST(${value} AS DOUBLE))) >= 1e150 THEN ${Number.POSITIVE_INFINITY} ELSE var_pop(CASE WHEN abs(CAST(${value} AS DOUBLE)) < 1e150 THEN ${value} END) END`,
  argMax: (value, by) => sql`arg_max(${value}, ${by})`,
  regexpTest: (value, pattern) => sql`regexp_matches(${value}, ${pattern})`,
  regexpReplaceAll: (value, pattern, replacement) => sql`regexp_replace(${value}, ${pattern}, ${replacement}, 'g')`,
  length: (value) => sql`length(${value})`,
  normalizeText: (value) => sql`nfc_normalize(${value})`,
  roundSignificant: (value, digits) =>
    sql`CASE WHEN ${value} = 0 OR NOT isfinite(${value}) THEN ${value} ELSE round(${value}, CAST(${digits - 1} - floor(log10(abs(${value}))) AS INTEGER)) END`,
  nullSafeEqual: (a, b) => sql`${a} IS NOT DISTINCT FROM ${b}`,
  asOf: (at, events, keys, bound) =>
    sql`SELECT ${keys.map((key) => sql`a.${identifier(key)}`)}, a.t, e.t AS m FROM ${at} AS a ASOF LEFT JOIN ${withKeys(events, keys)} AS e ON ${nearest(keys, bound)}`,
  asOfRows: (at, events, keys, bound) =>
    sql`SELECT a.*, e.t AS m, e.* EXCLUDE (${[...keys, 't'].map(identifier)}) FROM ${at} AS a ASOF LEFT JOIN ${withKeys(events, keys)} AS e ON ${nearest(keys, bound)}`,
};

/** From 64 rows on, DuckDB matches keys that are null, all but the first. */
const withKeys = (events: Sql, keys: readonly string[]): Sql => sql`(SELECT * FROM ${events} AS q WHERE ${presentKeys(keys)})`;

const nearest = (keys: readonly string[], bound: AsOfBound): Sql =>
  join([...keys.map((key) => sql`a.${identifier(key)} = e.${identifier(key)}`), sql`a.t ${raw(COMPARISON[bound])} e.t`], ' AND ');

function textLiteral(text: string): string {
  const quoted = text.replaceAll('\0', '').replaceAll("'", "''");
  return `'${quoted}'`;
}

function numberLiteral(value: number): string {
  const text = String(value);
  if (QUOTED_NUMBER.has(text)) return `'${text}'::DOUBLE`;
  return Number.isInteger(value) && Math.abs(value) < 2 ** 53 ? text : `${value.toExponential()}`;
}
