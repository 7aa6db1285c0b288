import { asOfByWindow } from '../as-of-by-window.ts';
import type { Dialect } from '../dialect.ts';
import { balanced, raw, type Sql, sql } from '../sql.ts';
import { compose } from './compose.ts';
import { literal } from './literal.ts';
import { portablePattern, portableReplacement } from './pattern.ts';
import type { Abilities } from './session.ts';

const NUMBER = '^\\s*[+-]?([0-9]+(_[0-9]+)*\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*$';
const DATE = '^[0-9]{1,5}[-/ ][0-9]{1,2}[-/ ][0-9]{1,2}([T ][0-9]{1,2}:[0-9]{1,2}|$)';

/** Ten to the power of this is the largest that a double holds. */
const MAX_PLACES = 307;
const INFINITE: Sql = raw(`CAST('Infinity' AS DOUBLE)`);
const NOT_A_NUMBER: Sql = raw(`CAST('NaN' AS DOUBLE)`);

/** The dialect of Spark 3.5 and 4. */
/** Salts of the columns of one row lie apart from those of another. */
const MAX_COLUMNS = 100_000;

export function sparkDialect({ preciseCounts, lambdas }: Omit<Abilities, 'keep'>): Dialect {
  return {
    name: 'spark',
    identifier: (name) => `\`${name.replaceAll('`', '``')}\``,
    literal,

    toDouble: (value) => sql`CAST(${value} AS DOUBLE)`,
    toText: (value) => sql`CAST(${value} AS STRING)`,
    // Java reads more as a number than other engines do: `1d`, `0x1p3`.
    tryDouble: (value) =>
      sql`CASE WHEN ${test(value, NUMBER)} THEN TRY_CAST(regexp_replace(${value}, '_', '') AS DOUBLE) ${WORDS.map(
        ([word, number]) => sql`WHEN lower(trim(${value})) = ${word} THEN ${number}`,
      ).reduce((all, one) => sql`${all} ${one}`)} END`,
    // Spark takes a year for a timestamp.
    tryTimestamp: (value) =>
      sql`CASE WHEN ${test(value, DATE)} THEN TRY_CAST(regexp_replace(${value}, ${'^([0-9]+)[-/ ]([0-9]+)[-/ ]'}, ${raw(`'$1-$2-'`)}) AS TIMESTAMP) END`,
    epochMicros: (value) => sql`unix_micros(CAST(${value} AS TIMESTAMP))`,
    // Spark's NaN equals itself, and its isnan(NULL) is false where other engines say NULL.
    isNaN: (value) => sql`(CAST(${value} AS DOUBLE) = ${NOT_A_NUMBER})`,
    isFinite: (value) => sql`(abs(CAST(${value} AS DOUBLE)) < ${INFINITE})`,
    hash: (value, salt) => sql`xxhash64(${value}, ${salt})`,
    // xxhash64 passes over NULLs: in one call over all values they would not count.
    hashRow: (values, salt) =>
      balanced(
        values.map((value, i) => sql`xxhash64(${value}, ${salt * MAX_COLUMNS + i})`),
        (a, b) => sql`(${a} ^ ${b})`,
      ),
    combineHashes: (hashes) => balanced(hashes, (a, b) => sql`(${a} ^ ${b})`),
    bucket: (hash, buckets) => sql`CAST(pmod(${hash}, ${buckets}) AS INT)`,
    countDistinctHashes: (hash, relation) => sql`SELECT count(DISTINCT ${hash}) AS n FROM ${relation}`,
    quantile: (value, q) => sql`percentile(${value}, ${q})`,
    approxDistinct: (value) => {
      // A hash serves types that the count refuses on some servers.
      const hashed = sql`CASE WHEN ${value} IS NOT NULL THEN xxhash64(${value}) END`;
      return preciseCounts ? sql`approx_count_distinct(${hashed}, 0.01)` : sql`approx_count_distinct(${hashed})`;
    },
    sum: (value) => sql`sum(CAST(${value} AS DOUBLE))`,
    variance: (value) => sql`var_pop(${value})`,
    // Others leave out rows without a value.
    argMax: (value, by) => sql`max_by(${value}, CASE WHEN ${value} IS NOT NULL THEN ${by} END)`,
    regexpTest: test,
    regexpReplaceAll: (value, pattern, replacement) =>
      sql`regexp_replace(${value}, ${portablePattern(pattern)}, ${portableReplacement(replacement)})`,
    length: (value) => sql`char_length(${value})`,
    normalizeText: lambdas ? compose : (value) => value,
    roundSignificant,
    nullSafeEqual: (a, b) => sql`${a} <=> ${b}`,
    asOf: asOfByWindow,
  };
}

const WORDS: readonly (readonly [string, number])[] = [
  ...['inf', '+inf', 'infinity', '+infinity'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-inf', '-infinity'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
  ['nan', Number.NaN],
];

function test(value: Sql, pattern: string): Sql {
  return sql`(${value} RLIKE ${portablePattern(pattern)})`;
}

/** Spark's `round` takes a constant number of digits only, and its `floor` refuses what no integer holds. */
function roundSignificant(value: Sql, digits: number): Sql {
  const size = sql`nullif(CASE WHEN abs(${value}) < ${INFINITE} THEN abs(${value}) END, 0)`;
  const places = sql`(${digits - 1} - floor(log10(${size})))`;
  const power = sql`power(10.0D, least(abs(${places}), ${MAX_PLACES}))`;
  const scaled = (up: Sql, down: Sql) => sql`sign(${value}) * floor(${size} ${up} + 0.5D) ${down}`;
  return sql`CASE WHEN ${places} IS NULL OR ${places} > ${MAX_PLACES} THEN ${value} WHEN ${places} < 0 THEN ${scaled(
    sql`/ ${power}`,
    sql`* ${power}`,
  )} ELSE ${scaled(sql`* ${power}`, sql`/ ${power}`)} END`;
}
