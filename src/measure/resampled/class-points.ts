import type { Frame } from '../../engine/frame.ts';
import { momentsOf, variance } from '../../stats/moments.ts';
import { mergeSorted } from '../../stats/sorted.ts';
import { ascendingRows } from '../columns/ascending-rows.ts';
import type { Places } from './places.ts';
import { toleranceOf } from './tolerance.ts';

/** Rows of one class: coordinates by column, those of fit rows first, and the times of the same rows; NaN where there is no finite number. */
export interface PlacedRows {
  readonly columns: readonly Float64Array[];
  readonly integers: readonly boolean[];
  readonly times: readonly Float64Array[];
  readonly fitCount: number;
}

export interface ClassPoints extends PlacedRows {
  /** How far a coordinate of a column may be off for its rounding. */
  readonly tolerances: Float64Array;
}

/** Points of the rows of a class, given by their numbers in both frames; times are columns that place them in time. */
export function classPoints(
  fit: Frame,
  heldOut: Frame,
  { names, integers }: Places,
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
  const [inFit, inHeldOut] = [marked(fit.rows, fitRows), marked(heldOut.rows, heldOutRows)];
  const tolerances = Float64Array.from(names, (name, c) =>
    integers[c] ? 1 : toleranceOf(mergeSorted(ascendingOf(fit, name, inFit), ascendingOf(heldOut, name, inHeldOut))),
  );
  return { columns: names.map(together), integers, times: times.map(together), fitCount: fitRows.length, tolerances };
}

/** The population's standard deviation of the finite values. */
export function spreadOf(values: Float64Array): number {
  const moments = momentsOf(values);
  return Math.sqrt(variance(Number.isFinite(moments.m2) ? moments : momentsOf(values.filter(Number.isFinite)), 0));
}

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);

function marked(count: number, rows: ArrayLike<number>): Uint8Array {
  const marks = new Uint8Array(count);
  for (let i = 0; i < rows.length; i++) marks[rows[i]!] = 1;
  return marks;
}

/** The finite values but 0 of the marked rows; a frame's column is sorted already. */
function ascendingOf(frame: Frame, name: string, marks: Uint8Array): Float64Array {
  const values = frame.numbers(name)!;
  const order = ascendingRows(values);
  const found = new Float64Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const value = values[order[i]!]!;
    if (marks[order[i]!] && value !== 0 && Number.isFinite(value)) found[count++] = value;
  }
  return found.subarray(0, count);
}
