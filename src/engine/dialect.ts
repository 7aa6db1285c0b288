import { dialectal, type Sql, type Value } from './sql.ts';

/** What engines spell differently. Rules reach these through `fn`, so that no rule names an engine. */
export interface Dialect {
  readonly name: string;
  identifier(name: string): string;
  literal(value: Value): string;

  toDouble(value: Sql): Sql;
  toText(value: Sql): Sql;
  /** The number a text spells, or NULL. */
  tryDouble(value: Sql): Sql;
  /** The timestamp a text spells, or NULL. */
  tryTimestamp(value: Sql): Sql;
  /** Microseconds since 1970-01-01 UTC of a date or timestamp, as a 64-bit integer. */
  epochMicros(value: Sql): Sql;
  isNaN(value: Sql): Sql;
  isFinite(value: Sql): Sql;
  /** A 64-bit hash of one value, other for every salt; NULL has a hash of its own. Hashes of one kind of column only compare with each other. */
  hash(value: Sql, salt: number): Sql;
  /** A 64-bit hash of a row of values in this order; NULLs count. Quicker than combining hashes of its columns. */
  hashRow(values: readonly Sql[], salt: number): Sql;
  /** The exclusive or of hashes: combining again with one of them takes it out. */
  combineHashes(hashes: readonly Sql[]): Sql;
  /** Which of `buckets` a 64-bit hash falls in, counted from 0. */
  bucket(hash: Sql, buckets: number): Sql;
  /** A query for the exact number of distinct 64-bit hashes in a relation. */
  countDistinctHashes(hash: Sql, relation: Sql): Sql;
  /** Exact continuous quantile of an aggregate's argument. */
  quantile(value: Sql, q: number): Sql;
  approxDistinct(value: Sql): Sql;
  /** Compensated sum of doubles. */
  sum(value: Sql): Sql;
  /** Population variance, computed stably. */
  variance(value: Sql): Sql;
  /** Value of `value` in the row where `by` is greatest. */
  argMax(value: Sql, by: Sql): Sql;
  regexpTest(value: Sql, pattern: string): Sql;
  regexpReplaceAll(value: Sql, pattern: string, replacement: string): Sql;
  length(value: Sql): Sql;
  /** Unicode NFKC where the engine has it, NFC otherwise. */
  normalizeText(value: Sql): Sql;
  /** Rounds a double to this many significant decimal digits. */
  roundSignificant(value: Sql, digits: number): Sql;
  nullSafeEqual(a: Sql, b: Sql): Sql;
  /**
   * A relation of `at` with the time `m` of the nearest row of `events` with the same keys, or NULL where it has none.
   * Both relations have the columns `keys` and `t`, the time in microseconds; no row of `events` is returned twice.
   */
  asOf(at: Sql, events: Sql, keys: readonly string[], bound: AsOfBound): Sql;
  /**
   * Every row of `at` with the nearest row of `events`, one of them where several are: all columns of `at`, the time `m`, and the columns
   * of `events` that are neither keys nor `t`. Absent where an engine has no such join.
   */
  asOfRows?(at: Sql, events: Sql, keys: readonly string[], bound: AsOfBound): Sql;
}

/** Which of the other rows is meant: the latest until then, the latest before, or the first from then on. */
export type AsOfBound = 'until' | 'before' | 'from';

type Methods = Omit<Dialect, 'name' | 'identifier' | 'literal' | 'asOfRows'>;

const call =
  <K extends keyof Methods>(method: K) =>
  (...args: Parameters<Methods[K]>): Sql =>
    dialectal((dialect) => (dialect[method] as (...a: Parameters<Methods[K]>) => Sql)(...args));

/** Portable SQL functions: each is a method of the engine's `Dialect`, chosen when the statement is sent. */
export const fn = {
  toDouble: call('toDouble'),
  toText: call('toText'),
  tryDouble: call('tryDouble'),
  tryTimestamp: call('tryTimestamp'),
  epochMicros: call('epochMicros'),
  isNaN: call('isNaN'),
  isFinite: call('isFinite'),
  hash: call('hash'),
  hashRow: call('hashRow'),
  combineHashes: call('combineHashes'),
  bucket: call('bucket'),
  countDistinctHashes: call('countDistinctHashes'),
  quantile: call('quantile'),
  approxDistinct: call('approxDistinct'),
  sum: call('sum'),
  variance: call('variance'),
  argMax: call('argMax'),
  regexpTest: call('regexpTest'),
  regexpReplaceAll: call('regexpReplaceAll'),
  length: call('length'),
  normalizeText: call('normalizeText'),
  roundSignificant: call('roundSignificant'),
  nullSafeEqual: call('nullSafeEqual'),
  asOf: call('asOf'),
} satisfies { [K in keyof Methods]: unknown };
