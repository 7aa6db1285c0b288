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
/** Next to nothing: such rates fall no further. */
const NOTHING = 0.05;
/** Log-likelihood in favour of a fall that goes on; and how much older each cell of rows is than the one before, for that. */
const GOES_ON = 2;
const CELL = 1.15;
/** Standard deviations of stretches of steady rows that the newest must lie below all of them, and how many there must be. */
const APART = { deviations: 4, stretches: 5, share: 0.8 };

/**
 * Whether a rate falls at the end of time: steady over the older half of the rows, then lower the newer the row, to the very last, and
 * lower there than in any earlier stretch of as many rows, so that no season explains it. Age classes are halves: the newest half of the
 * rows, of these the newest half, and so on. `rows` and `hits` by moment, in time order.
 */
export function fallAtEnd(rows: ArrayLike<number>, hits: ArrayLike<number>, limits: FallLimits): FallAtEnd | undefined {
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
  if (!isSteady(n, rate, from, steady) || !goesOn(n, k, half, falling.at(-1)!, steady)) return undefined;
  const told = falling.flatMap(({ from: start }) => {
    const size = all - n[start]!;
    const stretches = stretchRates(n, k, from, size);
    if (n[from]! / size < APART.stretches) return [];
    const newest = rate(start, moments);
    const lowest = stretches.reduce((least, one) => Math.min(least, one), steady);
    const deviation = Math.max(deviationOf(stretches, steady), Math.sqrt((steady * (1 - steady)) / size), 1e-9);
    const apart = (steady - newest) / deviation;
    const { z } = proportionDifference(k[from]!, n[from]!, k[moments]! - k[start]!, size);
    const isLow = newest <= limits.most * steady && newest <= APART.share * lowest && apart >= APART.deviations;
    return isLow && z <= -limits.z ? [{ start, size, newest, lowest, z }] : [];
  });
  const best = told.sort((a, b) => a.z - b.z)[0];
  if (!best) return undefined;
  const final = falling.at(-1)!;
  return {
    steady,
    lowest: best.lowest,
    steadyRows: n[from]!,
    newest: best.newest,
    newestRows: best.size,
    last: rate(final.from, final.to),
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
function goesOn(n: Float64Array, k: Float64Array, half: number, last: Span, steady: number): boolean {
  const rate = (k[last.to]! - k[last.from]!) / (n[last.to]! - n[last.from]!);
  return rate <= NOTHING * steady || stillFalling(cellsByAge(n, k, half), steady) >= GOES_ON;
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
