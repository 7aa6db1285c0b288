import { momentsOf } from './moments.ts';
import { smallest } from './smallest.ts';

/** The k points nearest to one, itself left out, in ascending order. */
export type Neighbours = (point: number, k: number) => number[];

/** Share of the sum of variances up to which columns are left for the few points that are near without them. */
const MINOR = 0.01;
/** Share of the points up to which these are few. */
const FEW = 0.25;
/** For another order of summing. */
const WIDER = 1 + 1e-9;
/** Every so many-th value shows about how large they are. */
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
  const { major, minor } = splitBySize(axes);
  const squares = new Float64Array(n);
  return (point, k) => {
    const wanted = Math.max(0, Math.min(k, n - 1));
    addSquares(squares.fill(0), major, point);
    squares[point] = Infinity;
    const first = smallestPlaces(squares, wanted);
    if (!minor.length) return first;
    // No point is among the nearest that is farther without the minor columns than these are with them.
    const reach = first.reduce((most, other) => Math.max(most, squareBetween(axes, point, other)), 0);
    const near = placesUpTo(squares, reach * WIDER);
    if (near.length > FEW * n) {
      addSquares(squares, minor, point);
      return smallestPlaces(squares, wanted);
    }
    const whole = Float64Array.from(near, (other) => squareBetween(axes, point, other));
    return smallestPlaces(whole, wanted).map((i) => near[i]!);
  };
}

interface Axis {
  readonly values: Float64Array;
  /** 1 / scale */
  readonly units: number;
  /** About, in squares of the units. */
  readonly variance: number;
  readonly complete: boolean;
}

function axisOf(values: Float64Array, units: number): Axis {
  let complete = true;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) complete = false;
  const { n, m2 } = momentsOf(sparse(values).filter(Number.isFinite));
  return { values, units, complete, variance: n > 0 ? (m2 / n) * units ** 2 : 0 };
}

/** The axes that mostly decide which points are near, and the others. */
function splitBySize(axes: readonly Axis[]): { readonly major: readonly Axis[]; readonly minor: readonly Axis[] } {
  const limit = MINOR * axes.reduce((sum, axis) => sum + axis.variance, 0);
  const minor = new Set<Axis>();
  let sum = 0;
  for (const axis of [...axes].sort((a, b) => a.variance - b.variance)) {
    sum += axis.variance;
    if (!(sum <= limit)) break;
    minor.add(axis);
  }
  return { major: axes.filter((axis) => !minor.has(axis)), minor: [...minor] };
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
    const d = (a[i]! - x) * unitsA;
    const e = (b[i]! - y) * unitsB;
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

/** The places of the k smallest values, in ascending order; of equal ones the first. */
function smallestPlaces(values: Float64Array, k: number): number[] {
  const few = placesUpTo(values, ampleFor(values, k));
  const places = few.length >= k ? few : placesUpTo(values, Infinity);
  const last = smallest(
    Float64Array.from(places, (i) => values[i]!),
    k,
  );
  return places.filter((i) => values[i]! <= last).slice(0, k);
}

/** A value that the k smallest most likely do not exceed, nor many others. */
function ampleFor(values: Float64Array, k: number): number {
  const some = sparse(values);
  const place = Math.ceil((AMPLE.times * k) / SPARSE) + AMPLE.more;
  return place < some.length ? smallest(some, place) : Infinity;
}

function sparse(values: Float64Array): Float64Array {
  const some = new Float64Array(Math.ceil(values.length / SPARSE));
  for (let i = 0; i < some.length; i++) some[i] = values[SPARSE * i]!;
  return some;
}

function placesUpTo(values: Float64Array, limit: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i]! <= limit) places.push(i);
  return places;
}
