import { type Between, type Coordinates, liesBetween } from '../../stats/between.ts';
import { ownShares } from '../../stats/own-share.ts';
import { neighboursOf } from '../../stats/point-neighbours.ts';
import { type ClassPoints, spreadOf } from './class-points.ts';
import { evenlyOnLine } from './evenly-on-line.ts';
import { fillsGap, timesOf } from './fills-gap.ts';

/** Rows that were looked at, and of those that lie between two others the bits of certainty. */
export interface Sought {
  readonly tried: number;
  readonly bits: readonly number[];
}

/** Rows of one class that lie between two others of it, as over-samplers that interpolate make them. */
export interface SyntheticRows {
  /** Held-out rows between two rows of which one at least is a fit row. */
  readonly heldOut: Sought;
  /** Fit rows between a held-out row and another, and not between two fit rows. */
  readonly across: Sought;
  /** Fit rows between two fit rows. */
  readonly within: Sought;
}

/** Bits from which a row lies between two others by no chance, however many were tried. */
export const CERTAIN_BITS = 45;
/** Bits below which it is not worth noting. */
const LEAST_BITS = 15;
const NEAREST = 150;
/** Rows that show how columns follow one another. */
const SHARE_ROWS = 2000;

/** Which of the rows asked for lie between two others. */
export function syntheticRows(points: ClassPoints, asked: readonly number[]): SyntheticRows {
  const { columns, fitCount } = points;
  const coordinates = coordinatesOf(points);
  const times = points.times.map(timesOf);
  const scales = [new Float64Array(columns.length).fill(1), Float64Array.from(columns, spreadOf)];
  const searches = scales.map((scale) => neighboursOf(columns, scale));
  const isFit = (row: number) => Number(row < fitCount);
  const [heldOut, across, within]: [number[], number[], number[]] = [[], [], []];
  for (const row of asked) {
    const near = searches.map((nearest) => nearest(row, NEAREST)).reduce(union);
    // Of two ways to have made a row the innocent one is believed, but for held-out rows between two fit rows.
    const order = isFit(row) ? [0, 1, 2] : [1, 0, 2];
    const found = liesBetween(coordinates, row, near, LEAST_BITS, (a, b) => order[isFit(a) + isFit(b)]!);
    if (!found || fillsGap(times, row, found) || evenlyOnLine(coordinates, near, row, found)) continue;
    const certainty = bitsNear(coordinates, row, near, found);
    if (certainty < LEAST_BITS) continue;
    const parents = isFit(found.a) + isFit(found.b);
    if (isFit(row)) (parents === 2 ? within : across).push(certainty);
    else if (parents > 0) heldOut.push(certainty);
  }
  const fitTried = asked.filter(isFit).length;
  return {
    heldOut: { tried: asked.length - fitTried, bits: heldOut },
    across: { tried: fitTried, bits: across },
    within: { tried: fitTried, bits: within },
  };
}

/** Of two ascending lists: the first, and what of the second is not in it. */
function union(a: readonly number[], b: readonly number[]): number[] {
  let i = 0;
  const others = b.filter((one) => {
    while (a[i]! < one) i++;
    return a[i] !== one;
  });
  return [...a, ...others];
}

/**
 * What is left of the bits where columns follow one another nearby: rows along a curve lie between their neighbours by nature. The column
 * that says where on the way a row lies is the first that the others may follow.
 */
function bitsNear(coordinates: Coordinates, row: number, near: readonly number[], { a, b, reference }: Between): number {
  const order = [reference, ...coordinates.columns.keys()].filter((c, i) => i === 0 || c !== reference);
  const local = order.map((c) => Float64Array.from(near, (other) => coordinates.columns[c]![other]!));
  const known = coordinates.known.slice();
  for (const [i, bits] of knownBits(local).entries()) known[order[i]!] = Math.max(bits, known[order[i]!]!);
  return liesBetween({ ...coordinates, known }, row, [a, b], 0, () => 0)?.bits ?? 0;
}

function coordinatesOf({ columns, tolerances }: ClassPoints): Coordinates {
  const n = columns[0]!.length;
  const step = Math.max(1, n / SHARE_ROWS);
  const looked = columns.map((values) =>
    Float64Array.from({ length: Math.floor(n / step) }, (_, i) => values[Math.floor(i * step)]!),
  );
  return { columns, tolerances, known: knownBits(looked) };
}

const knownBits = (columns: readonly Float64Array[]): Float64Array => ownShares(columns).map((share) => -Math.log2(share) / 2);
