import { smallest } from './smallest.ts';

/** The k points nearest to one, itself left out, in ascending order. */
export type Neighbours = (point: number, k: number) => number[];

/** Columns that can add so little to a square, of what the one that varies most can, are counted for the few points that are near without them. */
const MINOR = 1e-6;
/** For another order of summing. */
const WIDER = 1 + 1e-9;
/** Every so many-th distance shows about how near the nearest are. */
const SPARSE = 16;
/** So much farther than these are, so that enough of the points are within. */
const AMPLE = { times: 1.5, more: 8 };

/**
 * Neighbours for many of the points that columns of coordinates make. Coordinates are compared in units of `scales`; missing ones (NaN), and
 * columns without a scale, are left out.
 */
export function neighboursOf(columns: readonly Float64Array[], scales: ArrayLike<number>): Neighbours {
  const n = columns[0]?.length ?? 0;
  const axes = columns.flatMap((values, c) =>
    1 / scales[c]! < Infinity && scales[c]! > 0 ? [axisOf(values, 1 / scales[c]!)] : [],
  );
  const { major, slack } = splitBySize(axes);
  const squares = new Float64Array(n);
  return (point, k) => {
    const wanted = Math.max(0, Math.min(k, n - 1));
    addSquares(squares.fill(0), major, point);
    squares[point] = Infinity;
    const near = within(squares, wanted, slack);
    if (major.length === axes.length) return near.slice(0, wanted);
    const whole = Float64Array.from(near, (other) => squareBetween(axes, point, other));
    return within(whole, wanted, 0)
      .slice(0, wanted)
      .map((i) => near[i]!);
  };
}

interface Axis {
  readonly values: Float64Array;
  /** 1 / scale */
  readonly units: number;
  /** The most that two values can add to a square. */
  readonly most: number;
  readonly complete: boolean;
}

function axisOf(values: Float64Array, units: number): Axis {
  let [low, high, complete] = [Infinity, -Infinity, true];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
    if (!Number.isFinite(value)) complete = false;
  }
  return { values, units, complete, most: high >= low ? ((high - low) * units) ** 2 : 0 };
}

/** The axes that decide which points are near, and what the others add at most. */
function splitBySize(axes: readonly Axis[]): { readonly major: readonly Axis[]; readonly slack: number } {
  const ascending = [...axes].sort((a, b) => a.most - b.most);
  const limit = MINOR * (ascending.at(-1)?.most ?? 0);
  let [minor, slack] = [0, 0];
  while (limit < Infinity && minor < ascending.length && slack + ascending[minor]!.most <= limit)
    slack += ascending[minor++]!.most;
  const major = new Set(ascending.slice(minor));
  return { major: axes.filter((axis) => major.has(axis)), slack };
}

function addSquares(sums: Float64Array, axes: readonly Axis[], point: number): void {
  const complete = axes.filter((axis) => axis.complete);
  const paired = complete.length & ~1;
  for (let c = 0; c < paired; c += 2) addTwoSquares(sums, complete[c]!, complete[c + 1]!, point);
  for (const axis of [...complete.slice(paired), ...axes.filter((one) => !one.complete)]) addOneSquare(sums, axis, point);
}

/** Half the reading and writing of sums that one at a time takes. */
function addTwoSquares(sums: Float64Array, first: Axis, second: Axis, point: number): void {
  const [a, b, unitsA, unitsB] = [first.values, second.values, first.units, second.units];
  const [x, y] = [a[point]!, b[point]!];
  for (let i = 0; i < sums.length; i++) {
    const [d, e] = [(a[i]! - x) * unitsA, (b[i]! - y) * unitsB];
    sums[i]! += d * d + e * e;
  }
}

function addOneSquare(sums: Float64Array, { values, units }: Axis, point: number): void {
  const x = values[point]!;
  for (let i = 0; i < sums.length; i++) {
    const d = (values[i]! - x) * units;
    if (!Number.isNaN(d)) sums[i]! += d * d;
  }
}

function squareBetween(axes: readonly Axis[], point: number, other: number): number {
  return axes.reduce((sum, { values, units }) => {
    const d = (values[other]! - values[point]!) * units;
    return Number.isNaN(d) ? sum : sum + d * d;
  }, 0);
}

/** The places of all values up to the k-th smallest, and of those that are larger by the slack at most. */
function within(values: Float64Array, k: number, slack: number): number[] {
  const ample = ampleFor(values, k);
  const few = placesUpTo(values, ample);
  const enough = few.length >= k;
  const last = smallest(enough ? Float64Array.from(few, (i) => values[i]!) : values, k);
  const limit = slack > 0 ? (last + slack) * WIDER : last;
  return enough && limit <= ample ? few.filter((i) => values[i]! <= limit) : placesUpTo(values, limit);
}

/** A value that the k smallest most likely do not exceed, nor many others. */
function ampleFor(values: Float64Array, k: number): number {
  const sparse = Float64Array.from({ length: Math.floor(values.length / SPARSE) }, (_, i) => values[SPARSE * i]!);
  const place = Math.ceil((AMPLE.times * k) / SPARSE) + AMPLE.more;
  return place < sparse.length ? smallest(sparse, place) : Infinity;
}

function placesUpTo(values: Float64Array, limit: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i]! <= limit) places.push(i);
  return places;
}
