import { countBelow, countUpTo } from '../../stats/sorted.ts';
import { quantileOf } from './sorted-values.ts';

const MIN_REST = 50;
const MIN_DISTINCT = 10;
const MIN_ROWS = 5;
const NEIGHBOURS = 5;
const MIN_SHARE = 0.001;
/** Distances from all other values, in spans from their 5 % to their 95 % quantile, and how many times as frequent as its neighbours a value must be. */
const FAR = { distance: 0.5, times: 1 };
const VERY_FAR = { distance: 1, times: 0 };
const NEAR = { distance: 0, times: 3 };
const STEPS_APART = 5;
const MAX_RUN = 3;
const MOST_DISTANT = 1e9;
const DAY = 86_400_000_000;

export type SentinelPattern = 'nines' | 'repeated-digit' | 'negative-digit' | 'limit' | 'zero' | 'default-date';

/** A value that stands apart, is too frequent, and is one that people write for "unknown". */
export interface Sentinel {
  readonly value: number;
  readonly rows: number;
  readonly pattern: SentinelPattern;
  /** Distance to the nearest other value, in spans of the others. */
  readonly distance: number;
  readonly side: 'below' | 'above';
  /** The nearest other value. */
  readonly nearest: number;
}

/** The values at either end that look like codes for missing: one, or up to three together, as where 97, 98 and 99 mean different things. */
export function sentinels(sorted: Float64Array, temporal: boolean): Sentinel[] {
  return [...atEnd(sorted, 'below', temporal), ...atEnd(sorted, 'above', temporal)];
}

function atEnd(sorted: Float64Array, side: Sentinel['side'], temporal: boolean): Sentinel[] {
  const run: { value: number; rows: number; pattern: SentinelPattern }[] = [];
  let rest = sorted;
  while (run.length < MAX_RUN && rest.length) {
    const value = side === 'below' ? rest[0]! : rest[rest.length - 1]!;
    const pattern = temporal ? datePattern(value) : numberPattern(value);
    if (!pattern) break;
    const inner = side === 'below' ? rest.subarray(countUpTo(rest, value)) : rest.subarray(0, countBelow(rest, value));
    run.push({ value, rows: rest.length - inner.length, pattern });
    rest = inner;
    const judged = run.map((one) => judge(one.value, one.rows, inner, side, one.pattern));
    if (judged.every((one) => one !== undefined)) return judged;
  }
  return [];
}

function judge(
  value: number,
  rows: number,
  rest: Float64Array,
  side: Sentinel['side'],
  pattern: SentinelPattern,
): Sentinel | undefined {
  if (rows < Math.max(MIN_ROWS, MIN_SHARE * (rest.length + rows)) || rest.length < MIN_REST) return undefined;
  const nearest = side === 'below' ? rest[0]! : rest[rest.length - 1]!;
  const span = quantileOf(rest, 0.95) - quantileOf(rest, 0.05) || rest[rest.length - 1]! - rest[0]!;
  const distance = Math.min(MOST_DISTANT, Math.abs(nearest - value) / span);
  const { distinct, neighbours, step } = around(rest, side);
  // The only negative value of a column of counts or sizes need not be far away.
  const onlyNegative = value < 0 && rest[0]! >= 0 && pattern === 'negative-digit';
  const apart = onlyNegative && nearest - value >= STEPS_APART * step;
  const needed = apart ? VERY_FAR : [VERY_FAR, FAR, ...(onlyNegative ? [NEAR] : [])].find((one) => distance >= one.distance);
  if (!needed || distinct < MIN_DISTINCT || rows < needed.times * neighbours) return undefined;
  return { value, rows, pattern, distance, side, nearest };
}

/** How many values are different (as far as it matters), and of the nearest few the median count and the median step between them. */
function around(rest: Float64Array, side: Sentinel['side']): { distinct: number; neighbours: number; step: number } {
  const counts: number[] = [];
  const values: number[] = [];
  for (let at = side === 'below' ? 0 : rest.length; counts.length < MIN_DISTINCT; ) {
    if (side === 'below' ? at >= rest.length : at <= 0) break;
    const value = side === 'below' ? rest[at]! : rest[at - 1]!;
    const next = side === 'below' ? countUpTo(rest, value) : countBelow(rest, value);
    counts.push(Math.abs(next - at));
    values.push(value);
    at = next;
  }
  const steps = values.slice(1, NEIGHBOURS).map((value, i) => Math.abs(value - values[i]!));
  return { distinct: counts.length, neighbours: middle(counts.slice(0, NEIGHBOURS)), step: middle(steps) };
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const LIMITS = new Set(
  [
    ...[2 ** 7, 2 ** 15, 2 ** 31, 2 ** 63].flatMap((limit) => [-limit, limit - 1]),
    ...[2 ** 8 - 1, 2 ** 16 - 1, 2 ** 32 - 1],
    ...[Number.MAX_VALUE, 3.4028234663852886e38, 1e20, 1e30, 1e36, 1e38, 1e300].flatMap((limit) => [limit, -limit]),
  ].filter((limit) => Math.abs(limit) > 255),
);

function numberPattern(value: number): SentinelPattern | undefined {
  if (value === 0) return 'zero';
  if (LIMITS.has(value)) return 'limit';
  const digits = String(Math.abs(value));
  if (/^9+[.]?9*$/.test(digits)) return value < 0 && digits === '9' ? 'negative-digit' : 'nines';
  if (/^-[1-9]$/.test(String(value))) return 'negative-digit';
  return /^(\d)\1{3,}$|^([78])\2+$|^9+[78]$/.test(digits) ? 'repeated-digit' : undefined;
}

const DEFAULT_DATES = new Set(
  [
    '0001-01-01',
    '1753-01-01',
    '1899-12-30',
    '1899-12-31',
    '1900-01-01',
    '1970-01-01',
    '2099-12-31',
    '2999-12-31',
    '9999-12-31',
  ].map((date) => Date.parse(date) * 1000),
);

function datePattern(micros: number): SentinelPattern | undefined {
  return DEFAULT_DATES.has(Math.floor(micros / DAY) * DAY) ? 'default-date' : undefined;
}
