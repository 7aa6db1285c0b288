import type { Frame, FrameColumn } from '../../engine/frame.ts';
import { unionSize } from '../../stats/sorted.ts';
import { inOrder } from '../columns/in-order.ts';
import { sortedValues } from '../columns/sorted-values.ts';

/** The different values of a column in two frames, numbered from 0; a missing value is a level too, for texts, and −1 for numbers. */
export interface PairedLevels {
  readonly count: number;
  readonly fit: Int32Array;
  readonly heldOut: Int32Array;
}

const known = new WeakMap<FrameColumn, WeakMap<FrameColumn, PairedLevels>>();

/** Undefined where a frame lacks the column, or one holds it as numbers and the other as texts. */
export function pairedLevels(fit: Frame, heldOut: Frame, name: string): PairedLevels | undefined {
  const [first, second] = [fit.columns.get(name), heldOut.columns.get(name)];
  if (!first || !second) return undefined;
  const found = known.get(first)?.get(second);
  if (found) return found;
  const made = pair(first, second);
  if (!made) return undefined;
  const byFirst = known.get(first) ?? new WeakMap<FrameColumn, PairedLevels>();
  known.set(first, byFirst.set(second, made));
  return made;
}

const counts = new WeakMap<FrameColumn, WeakMap<FrameColumn, number>>();

/** How many levels `pairedLevels` tells apart; of numbers some more than half of the rows where they are more. */
export function pairedCount(fit: Frame, heldOut: Frame, name: string): number | undefined {
  const [first, second] = [fit.numbers(name), heldOut.numbers(name)];
  if (!first || !second) return pairedLevels(fit, heldOut, name)?.count;
  const found = counts.get(first)?.get(second) ?? countPaired(first, second);
  const byFirst = counts.get(first) ?? new WeakMap<FrameColumn, number>();
  counts.set(first, byFirst.set(second, found));
  return found;
}

function countPaired(first: Float64Array, second: Float64Array): number {
  const { values, distinct } = inOrder(first);
  return unionSize(values, distinct, sortedValues(second), (first.length + second.length) / 2);
}

function pair(first: FrameColumn, second: FrameColumn): PairedLevels | undefined {
  if (first instanceof Float64Array) return second instanceof Float64Array ? numberLevels(first, second) : undefined;
  return second instanceof Float64Array ? undefined : textLevels(first, second);
}

function numberLevels(first: Float64Array, second: Float64Array): PairedLevels {
  const [{ rows: a, values: ofFirst }, { rows: b, values: ofSecond }] = [inOrder(first), inOrder(second)];
  const fit = new Int32Array(first.length).fill(-1);
  const heldOut = new Int32Array(second.length).fill(-1);
  let count = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length; count++) {
    const value = Math.min(ofFirst[i] ?? Infinity, ofSecond[j] ?? Infinity);
    while (i < a.length && ofFirst[i] === value) fit[a[i++]!] = count;
    while (j < b.length && ofSecond[j] === value) heldOut[b[j++]!] = count;
  }
  return { count, fit, heldOut };
}

function textLevels(first: readonly (string | null)[], second: readonly (string | null)[]): PairedLevels {
  const numbers = new Map<string | null, number>();
  const number = (value: string | null) => {
    const found = numbers.get(value);
    if (found !== undefined) return found;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  };
  const fit = Int32Array.from(first, number);
  const heldOut = Int32Array.from(second, number);
  return { count: numbers.size, fit, heldOut };
}
