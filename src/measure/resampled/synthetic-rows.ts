import type { Frame } from '../../engine/frame.ts';
import { type Between, type Coordinates, LEAST_COLUMNS, liesBetween } from '../../stats/between.ts';
import { momentsOf, variance } from '../../stats/moments.ts';
import { nearestPoints } from '../../stats/nearest-points.ts';
import { ownShares } from '../../stats/own-share.ts';
import { recordedStep } from '../../stats/recorded-step.ts';
import { evenlyOnLine } from './evenly-on-line.ts';
import { fillsGap, timesOf } from './fills-gap.ts';
import type { Places } from './places.ts';

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

/** Rows of one class: coordinates by column, those of fit rows first, and the times of the same rows. */
export interface ClassPoints {
  readonly columns: readonly Float64Array[];
  readonly integers: readonly boolean[];
  readonly times: readonly Float64Array[];
  readonly fitCount: number;
}

/** Bits from which a row lies between two others by no chance, however many were tried. */
export const CERTAIN_BITS = 45;
/** Bits below which it is not worth noting. */
const LEAST_BITS = 15;
const NEAREST = 150;
const MOST_TRIED = 200;
/** Distances by coordinate that the search may cost for all classes together. */
const WORK = 1.5e8;
/** Rows that show how columns follow one another. */
const SHARE_ROWS = 2000;
/** Full precision less the digits that scaling or a change of units costs. */
const DOUBLE = 1e-11;
const SINGLE = 2 ** -22;

/** Points of the rows of a class, given by their numbers in both frames; times are columns that place them in time. */
export function classPoints(
  fit: Frame,
  heldOut: Frame,
  places: Places,
  times: readonly string[],
  fitRows: ArrayLike<number>,
  heldOutRows: ArrayLike<number>,
): ClassPoints {
  const together = (name: string) => {
    const [a, b] = [fit.numbers(name)!, heldOut.numbers(name)!];
    const values = new Float64Array(fitRows.length + heldOutRows.length);
    for (let i = 0; i < fitRows.length; i++) values[i] = finite(a[fitRows[i]!]!);
    for (let i = 0; i < heldOutRows.length; i++) values[fitRows.length + i] = finite(b[heldOutRows[i]!]!);
    return values;
  };
  return { columns: places.names.map(together), integers: places.integers, times: times.map(together), fitCount: fitRows.length };
}

/**
 * Rows to look at of either side, in an order that is the same however the rows stand; `classes` share the work. Rows that lack too many
 * numbers to be found between others would be no control for those that have them.
 */
export function candidates(
  { columns, fitCount }: ClassPoints,
  classes: number,
): { readonly fit: number[]; readonly heldOut: number[] } {
  const n = columns[0]!.length;
  const most = Math.max(10, Math.min(MOST_TRIED, Math.floor(WORK / classes / (4 * n * columns.length))));
  return { fit: some(columns, 0, fitCount, most), heldOut: some(columns, fitCount, n, most) };
}

/** Which of the rows asked for lie between two others. */
export function syntheticRows(points: ClassPoints, asked: readonly number[]): SyntheticRows {
  const { columns, fitCount } = points;
  const coordinates = coordinatesOf(points);
  const times = points.times.map(timesOf);
  const scales = [new Float64Array(columns.length).fill(1), Float64Array.from(columns, spreadOf)];
  const isFit = (row: number) => Number(row < fitCount);
  const [heldOut, across, within]: [number[], number[], number[]] = [[], [], []];
  for (const row of asked) {
    const near = [...new Set(scales.flatMap((scale) => [...nearestPoints(columns, scale, row, NEAREST)]))];
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

function some(columns: readonly Float64Array[], from: number, to: number, most: number): number[] {
  const rows = Array.from({ length: to - from }, (_, i) => from + i).filter((row) => isPlaced(columns, row));
  const keys = new Map(rows.map((row) => [row, scramble(columns, row)]));
  return rows.sort((a, b) => keys.get(a)! - keys.get(b)!).slice(0, most);
}

const isPlaced = (columns: readonly Float64Array[], row: number): boolean =>
  columns.filter((values) => Number.isFinite(values[row]!)).length >= LEAST_COLUMNS;

const bits = new Uint32Array(2);
const double = new Float64Array(bits.buffer);

function scramble(columns: readonly Float64Array[], row: number): number {
  let hash = 0;
  for (const values of columns) {
    double[0] = values[row]!;
    hash = Math.imul(hash ^ bits[0]!, 0x21f0aaad);
    hash = Math.imul((hash >>> 15) ^ hash ^ bits[1]!, 0x735a2d97);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
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

function coordinatesOf({ columns, integers }: ClassPoints): Coordinates {
  const n = columns[0]!.length;
  const step = Math.max(1, n / SHARE_ROWS);
  const looked = columns.map((values) =>
    Float64Array.from({ length: Math.floor(n / step) }, (_, i) => values[Math.floor(i * step)]!),
  );
  const tolerances = Float64Array.from(columns, (values, c) => toleranceOf(values, integers[c]!));
  return { columns, tolerances, known: knownBits(looked) };
}

const knownBits = (columns: readonly Float64Array[]): Float64Array => ownShares(columns).map((share) => -Math.log2(share) / 2);

function toleranceOf(values: Float64Array, integer: boolean): number {
  const present = values.filter((value) => Number.isFinite(value) && value !== 0).sort();
  if (integer || !present.length) return 1;
  const size = present.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const { step, decimals, precision } = recordedStep(present);
  if (decimals === null && precision === 'double') return DOUBLE * size;
  // Numbers of few digits may come from single precision, whatever they are written in.
  return Math.max(0.51 * step, SINGLE * size);
}

export const spreadOf = (values: Float64Array): number => Math.sqrt(variance(momentsOf(values.filter(Number.isFinite)), 0));

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);
