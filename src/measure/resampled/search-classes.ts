import { type Column, isTemporal } from '../../engine/column.ts';
import { type Frame, frameValue } from '../../engine/frame.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { quantileOf } from '../columns/sorted-values.ts';
import { labelCounts } from '../labels/label-counts.ts';
import { candidates } from './candidates.ts';
import { type ClassPoints, classPoints } from './class-points.ts';
import { type ClassRows, sizeOf } from './class-rows.ts';
import type { Places } from './places.ts';
import { suspectClass } from './suspect-class.ts';
import { placesOfRow, syntheticOnAllRows } from './synthetic-on-all-rows.ts';
import { type Sought, type SyntheticRows, syntheticRows } from './synthetic-rows.ts';

export interface SearchedClasses {
  readonly classes: readonly SyntheticRows[];
  /** Whether parents were looked for among all fit rows, not only those of the frame. */
  readonly allRows: boolean;
}

/** Rows of either side of a class that are looked at first. */
const SCREENED = 50;
const MOST_TIMES = 3;
/** Held-out rows of a class that are held against all fit rows of it where these are too many for a frame, and the first of them. */
const TRIED_ON_ALL = 10;
const SCREENED_ON_ALL = 3;
/** Classes that are searched on all rows: the commonest. */
const MOST_CLASSES = 3;
/** Standard errors by which the sizes of classes that were made equal may differ after a random split. */
const BALANCED = 4;
/** Decimal places of a row: about half of what one number of full precision has more than a rounded one. */
const FINER = 6;
const FINEST = 0.9;

/** Looks for synthetic rows of each class in the frames, and on all rows where these are samples and there is reason to. */
export async function searchClasses(
  fit: Table,
  heldOut: Table,
  target: Column,
  classes: readonly ClassRows[],
  places: Places,
  signal: AbortSignal,
): Promise<SearchedClasses> {
  const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
  const times = timesOf(fit, first, second);
  const points = classes.map((one) => classPoints(first, second, places, times, one.fit, one.heldOut));
  const found = searchFrames(points, signal);
  if (!first.sampled || suspectClass(heldOutOf(found), classes.map(sizeOf), 1)?.certain)
    return { classes: found, allRows: !first.sampled };
  if (!(hasFinerClass(points) || (await isBalanced(fit, target, classes)))) return { classes: found, allRows: false };
  const common = points.slice(0, MOST_CLASSES);
  const search = (from: number, to: number) =>
    Promise.all(
      common.map((one, i) => {
        const isClass = sql`${frameValue(target)!} = ${classes[i]!.name}`;
        return syntheticOnAllRows(fit, [...places.names, ...times], one, finest(one).slice(from, to), isClass, signal);
      }),
    );
  let between = await search(0, SCREENED_ON_ALL);
  if (between.some(({ bits }) => bits.length)) {
    const more = await search(SCREENED_ON_ALL, TRIED_ON_ALL);
    between = between.map((one, i) => together(one, more[i]!));
  }
  return { classes: common.map((_, i) => ({ ...found[i]!, heldOut: between[i]! })), allRows: true };
}

const heldOutOf = (found: readonly SyntheticRows[]): Sought[] => found.map(({ heldOut }) => heldOut);

/** Most rows are looked at only where the first few, of any class, show something. */
function searchFrames(points: readonly ClassPoints[], signal: AbortSignal): SyntheticRows[] {
  const asked = points.map((one) => candidates(one, points.length));
  const search = (from: number, to: number) =>
    points.map((one, i) => {
      signal.throwIfAborted();
      const { fit, heldOut } = asked[i]!;
      return syntheticRows(one, [...fit.slice(from, to), ...heldOut.slice(from, to)]);
    });
  const first = search(0, SCREENED);
  const any = first.some((one) => [one.heldOut, one.across, one.within].some(({ bits }) => bits.length));
  if (!any) return first;
  return search(SCREENED, Infinity).map((one, i) => ({
    heldOut: together(first[i]!.heldOut, one.heldOut),
    across: together(first[i]!.across, one.across),
    within: together(first[i]!.within, one.within),
  }));
}

export const together = (a: Sought, b: Sought): Sought => ({ tried: a.tried + b.tried, bits: [...a.bits, ...b.bits] });

function timesOf(fit: Table, first: Frame, second: Frame): string[] {
  const held = fit.columns.filter((column) => isTemporal(column) && first.numbers(column.name) && second.numbers(column.name));
  return held.slice(0, MOST_TIMES).map(({ name }) => name);
}

/** Interpolated numbers have more digits than those they were made from. */
function hasFinerClass(points: readonly ClassPoints[]): boolean {
  const places = points.map(({ columns, fitCount }) => {
    const sorted = Float64Array.from({ length: fitCount }, (_, row) => placesOfRow(columns, row)).sort();
    return quantileOf(sorted, FINEST);
  });
  return Math.max(...places) - Math.min(...places) >= FINER;
}

/** Held-out rows with the most decimal places first. */
function finest(points: ClassPoints): number[] {
  const { heldOut } = candidates(points, 1);
  const places = new Map(heldOut.map((row) => [row, placesOfRow(points.columns, row)]));
  return heldOut.sort((a, b) => places.get(b)! - places.get(a)!);
}

/** Over-samplers make classes equally large. */
async function isBalanced(fit: Table, target: Column, classes: readonly ClassRows[]): Promise<boolean> {
  const counts = await labelCounts(fit, target.name);
  const [most, next] = classes.map(({ name }) => counts?.get(String(name)) ?? 0).sort((a, b) => b - a);
  return most !== undefined && next !== undefined && most - next <= BALANCED * Math.sqrt(most + next);
}
