import { logBinomialLowerTail } from './binomial.ts';
import { proportionDifference } from './proportion-difference.ts';
import { type AgeCells, stillFalling } from './still-falling.ts';

/** A rate that is steady over the older rows, then falls to the last row. */
export interface FallAtEnd {
  /** The rate of the steady rows, and the lowest of as many rows in a row among them as there are newest ones. */
  readonly steady: number;
  readonly lowest: number;
  readonly steadyRows: number;
  /** The rate of the newest rows that tell it best, and of the very newest. */
  readonly newest: number;
  readonly newestRows: number;
  readonly last: number;
  /** Of the newest against the steady rows, < 0. */
  readonly z: number;
  /** The positions among the moments where the fall, the newest rows and the very newest begin. */
  readonly from: number;
  readonly newestFrom: number;
  readonly lastFrom: number;
}

export interface FallLimits {
  /** What part of the steady rate the newest rows may have at most. */
  readonly most: number;
  readonly z: number;
}

/** What can be judged at all. */
export const LEAST = { moments: 20, rows: 200 } as const;
/** Rows of an age class, and hits expected in it. */
const CLASS = { rows: 20, hits: 15 };
/** A class below this part of the steady rate has fallen. */
const FALLEN = 0.85;
/** Blocks of the steady rows, how far each may lie from the rate of all, or how many standard errors, and what the newer ones may have lost. */
const BLOCKS = 8;
const STEADY = { share: 0.25, errors: 3.5, loss: 0.1 };
/** Next to nothing falls no further: at most a part of the steady rate, and what a level of a larger part would seldom show. */
const NOTHING = { most: 0.02, level: 0.1, chance: Math.log(0.02) };
/** A fall that takes the newer half of the rows must come down to this part of the steady rate: so long ones are trends, most of them. */
const LONG = 0.25;
/** Log-likelihood in favour of a fall that goes on; and how much older each cell of rows is than the one before, for that. */
const GOES_ON = 3;
const CELL = 1.15;
/** Standard deviations of stretches of steady rows that the newest must lie below all of them, and how many there must be. */
const APART = { deviations: 4, stretches: 5, share: 0.8 };
const MOST_SPANS = 5000;

/**
 * Whether a rate falls at the end of time: steady over the older half of the rows, then lower the newer the row, to the very last, and
 * lower there than in any earlier stretch of as many rows, and than stretches of as much time are likely to be, so that no season explains
 * it. Age classes are halves: the newest half of the rows, of these the newest half, and so on. `rows` and `hits` by moment, in time order;
 * `times` says when each moment is, `begun` counts a weaker mark of the same rows, which is then the one that must go on falling.
 */
export function fallAtEnd(
  rows: ArrayLike<number>,
  hits: ArrayLike<number>,
  limits: FallLimits,
  times: ArrayLike<number> = Uint32Array.from(rows, (_, i) => i),
  begun?: ArrayLike<number>,
): FallAtEnd | undefined {
  const moments = rows.length;
  const [n, k] = [cumulative(rows), cumulative(hits)];
  const all = n[moments]!;
  if (moments < LEAST.moments || all < LEAST.rows) return undefined;
  const rate = (from: number, to: number) => (k[to]! - k[from]!) / (n[to]! - n[from]!);
  const half = positionOf(n, all / 2);
  const older = rate(0, half);
  if (!(older > 0)) return undefined;

  const starts = [half];
  for (let share = 0.25; ; share /= 2) {
    const start = positionOf(n, all * (1 - share));
    const size = all - n[start]!;
    if (size < CLASS.rows || size * older < CLASS.hits) break;
    if (start > starts.at(-1)!) starts.push(start);
  }
  const classes = starts.map((from, i) => ({ from, to: starts[i + 1] ?? moments }));
  let fallen = classes.length;
  while (fallen > 0 && rate(classes[fallen - 1]!.from, classes[fallen - 1]!.to) < FALLEN * older) fallen--;
  const falling = classes.slice(fallen);
  if (!falling.length) return undefined;

  const from = falling[0]!.from;
  const steady = rate(0, from);
  const final = falling.at(-1)!;
  const last = rate(final.from, final.to);
  if (from === half && last > LONG * steady) return undefined;
  if (!isSteady(n, rate, from, steady) || !goesOn(n, begun ? cumulative(begun) : k, from)) return undefined;
  const told = falling.flatMap(({ from: start }) => {
    const size = all - n[start]!;
    const stretches = stretchRates(n, k, from, size);
    if (n[from]! / size < APART.stretches) return [];
    const newest = rate(start, moments);
    const lowest = stretches.reduce((least, one) => Math.min(least, one), steady);
    const chance = (steady * (1 - steady)) / size;
    const swings = excessVariance(n, k, from, steady, spansOfTime(times, from, times[moments - 1]! - times[start - 1]!));
    const deviation = Math.max(deviationOf(stretches, steady), Math.sqrt(chance + swings), 1e-9);
    const apart = (steady - newest) / deviation;
    const { z } = proportionDifference(k[from]!, n[from]!, k[moments]! - k[start]!, size);
    const isLow = newest <= limits.most * steady && newest <= APART.share * lowest && apart >= APART.deviations;
    return isLow && z <= -limits.z ? [{ start, size, newest, lowest, z }] : [];
  });
  const best = told.sort((a, b) => a.z - b.z)[0];
  if (!best) return undefined;
  return {
    steady,
    lowest: best.lowest,
    steadyRows: n[from]!,
    newest: best.newest,
    newestRows: best.size,
    last,
    z: best.z,
    from,
    newestFrom: best.start,
    lastFrom: final.from,
  };
}

type Span = { readonly from: number; readonly to: number };
type Rate = (from: number, to: number) => number;

/** Blocks of the older rows all have about the rate of all, and the newer ones have not begun to lose it. */
function isSteady(n: Float64Array, rate: Rate, to: number, steady: number): boolean {
  const edges = Array.from({ length: BLOCKS + 1 }, (_, i) => (i === BLOCKS ? to : positionOf(n, (n[to]! * i) / BLOCKS)));
  const near = (value: number, size: number, share: number) =>
    Math.abs(value - steady) <= Math.max(share * steady, STEADY.errors * Math.sqrt((steady * (1 - steady)) / size));
  for (let i = 0; i < BLOCKS; i++) {
    const [from, until] = [edges[i]!, edges[i + 1]!];
    if (until > from && !near(rate(from, until), n[until]! - n[from]!, STEADY.share)) return false;
  }
  const middle = edges[BLOCKS / 2]!;
  return rate(middle, to) >= (1 - STEADY.loss) * rate(0, middle);
}

/** Lower and lower to the last row, or down to nothing: a rate that stays where it fell to has changed, and is not on its way. */
function goesOn(n: Float64Array, k: Float64Array, from: number): boolean {
  const steady = k[from]! / n[from]!;
  for (let start = from; start < n.length - 1; start++) {
    const rows = n.at(-1)! - n[start]!;
    const hits = k.at(-1)! - k[start]!;
    if (hits > NOTHING.most * steady * rows) continue;
    if (logBinomialLowerTail(hits, rows, NOTHING.level * steady) <= NOTHING.chance) return true;
    break;
  }
  return stillFalling(cellsByAge(n, k, positionOf(n, n.at(-1)! / 2)), steady) >= GOES_ON;
}

/** Cells that double in age every few, from the last moment back to one. */
function cellsByAge(n: Float64Array, k: Float64Array, oldest: number): AgeCells {
  const cells = { ages: [] as number[], rows: [] as number[], hits: [] as number[] };
  const all = n.at(-1)!;
  for (let to = n.length - 1, age = 2; to > oldest; age *= CELL) {
    const from = Math.max(oldest, Math.min(to - 1, positionOf(n, all - age)));
    const rows = n[to]! - n[from]!;
    if (rows > 0) {
      cells.ages.push(all - (n[to]! + n[from]!) / 2);
      cells.rows.push(rows);
      cells.hits.push(k[to]! - k[from]!);
    }
    to = from;
  }
  return cells;
}

/** The rates of stretches of about `size` rows before a moment, each a quarter of that after the one before it. */
function stretchRates(n: Float64Array, k: Float64Array, to: number, size: number): number[] {
  const rates: number[] = [];
  for (let start = 0; start + size <= n[to]!; start += size / 4) {
    const [from, until] = [positionOf(n, start), positionOf(n, start + size)];
    if (until > from) rates.push((k[until]! - k[from]!) / (n[until]! - n[from]!));
  }
  return rates;
}

/** Moments before one that cover so much time, each span a quarter of that after the one before it, or as far as some thousands need. */
function spansOfTime(times: ArrayLike<number>, to: number, length: number): Span[] {
  const spans: Span[] = [];
  let [from, until] = [0, 0];
  const step = Math.max(length / 4, (times[to - 1]! - times[0]!) / MOST_SPANS);
  for (let time = times[0]!; time + length <= times[to - 1]! && step > 0; time += step) {
    while (times[from]! < time) from++;
    while (until < to && times[until]! < time + length) until++;
    spans.push({ from, to: until });
  }
  return spans;
}

/** How much more the rates of spans vary around a rate than chance has it: the method of moments, spans weighing as their rows. */
function excessVariance(n: Float64Array, k: Float64Array, end: number, rate: number, spans: readonly Span[]): number {
  let [squares, expected, total] = [0, 0, 0];
  for (const { from, to } of spans) {
    const size = n[Math.min(end, to)]! - n[from]!;
    if (!size) continue;
    squares += (k[to]! - k[from]! - rate * size) ** 2 / size;
    expected += rate * (1 - rate);
    total += size;
  }
  return total ? Math.max(0, squares - expected) / total : 0;
}

const deviationOf = (values: readonly number[], mean: number): number =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1));

function cumulative(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!;
  return sums;
}

/** The boundary of moments nearest to so many rows. */
function positionOf(n: Float64Array, rows: number): number {
  let [low, high] = [0, n.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (n[middle]! < rows) low = middle + 1;
    else high = middle;
  }
  return low > 0 && rows - n[low - 1]! < n[low]! - rows ? low - 1 : low;
}
